//! The languages of the program.
crate::words! {
    /// A language of the interface.
    pub enum Lang {
        /// English.
        En = "en",
        /// 中文.
        Zh = "zh",
    }
}
