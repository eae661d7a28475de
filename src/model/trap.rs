//! The five traps of a retrospective, and what looks like one.

crate::words! {
    /// The five traps of a retrospective.
    pub enum Trap {
        /// 自证正确: proving oneself right
        ProvingRight = "proving_right",
        /// 流于形式: going through the motions
        Motions = "motions",
        /// 追究责任: blaming people
        BlamingPeople = "blaming_people",
        /// 推卸责任: blaming circumstances
        BlamingCircumstances = "blaming_circumstances",
        /// 快速下结论: concluding too fast
        TooFast = "too_fast",
    }
}

crate::words! {
    /// What is written, or not, that looks like a trap.
    pub enum HintKind {
        /// Targets were missed and no lowlight is kept: proving oneself right.
        NoLowlight = "no_lowlight",
        /// A goal was lowered on the way and is called met: proving oneself right.
        GoalLowered = "goal_lowered",
        /// Missed, and no cause at all: going through the motions.
        NoCause = "no_cause",
        /// An action without an owner or a due day: going through the motions.
        ActionWithoutOwner = "action_without_owner",
        /// Neither lesson nor action: going through the motions.
        NothingLearned = "nothing_learned",
        /// A cause names a person who worked on it: blaming people.
        NamesPerson = "names_person",
        /// Only outside causes: blaming circumstances.
        OnlyExternal = "only_external",
        /// No cause that could have been controlled: blaming circumstances.
        NothingControllable = "nothing_controllable",
        /// A cause whose "why?" was asked fewer than two times: concluding too fast.
        FewWhys = "few_whys",
        /// A lesson that follows from no cause: concluding too fast.
        LessonWithoutCause = "lesson_without_cause",
    }
}

impl HintKind {
    /// The trap it may be.
    #[must_use]
    pub fn trap(self) -> Trap {
        match self {
            Self::NoLowlight | Self::GoalLowered => Trap::ProvingRight,
            Self::NoCause | Self::ActionWithoutOwner | Self::NothingLearned => Trap::Motions,
            Self::NamesPerson => Trap::BlamingPeople,
            Self::OnlyExternal | Self::NothingControllable => Trap::BlamingCircumstances,
            Self::FewWhys | Self::LessonWithoutCause => Trap::TooFast,
        }
    }
}
