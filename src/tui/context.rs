//! Where commands work.

macro_rules! contexts {
    ($($name:ident),+ $(,)?) => {
        /// Where a command works. Keys are looked up from the innermost context outwards.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum Context { $($name),+ }

        impl Context {
            /// Every context, innermost first.
            pub const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

contexts! {
    Lines,
    Form,
    Split,
    Calculator,
    Weights,
    Proposal,
    Palette,
    Help,
    Log,
    Minutes,
    Moved,
    Filter,
    Doors,
    Found,
    Zoom,
    List,
    Targets,
    Todo,
    Cockpit,
    Marked,
    Table,
    Board,
    Timeline,
    Campaigns,
    Month,
    Beside,
    Past,
    NoCycle,
    Aligned,
    Okr,
    Objective,
    Calendar,
    Drag,
    Brief,
    PageTargets,
    Money,
    Phases,
    Tasks,
    Resources,
    PageLessons,
    Notes,
    Page,
    Grading,
    Weekly,
    Walk,
    Contents,
    Summary,
    Carry,
    Review,
    RetroList,
    LessonList,
    ActionList,
    FeedbackList,
    Retros,
    Retro,
    Global,
    Always,
}

impl Context {
    /// True where its commands only make sense while its window is open, so that the palette leaves them out.
    #[must_use]
    pub fn is_window(self) -> bool {
        matches!(
            self,
            Self::Lines
                | Self::Form
                | Self::Split
                | Self::Calculator
                | Self::Weights
                | Self::Proposal
                | Self::Palette
                | Self::Help
                | Self::Log
                | Self::Minutes
                | Self::Moved
                | Self::Filter
                | Self::Doors
        )
    }
}
