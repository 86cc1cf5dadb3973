//! What may be wrong with an outline, or was made good without harm, and where.
//!
//! Filled by `check`; shown by readers, pages and interfaces, which find the sentence by the code. It
//! never holds a sentence.

use crate::Point;
use std::fmt;

/// Where in an outline, counted from 1 as it was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Spot {
    /// Which polygon.
    pub part: usize,
    /// Which ring of it: 1 is the shell; 0 means the whole polygon.
    pub ring: usize,
    /// Which corner; a side is named by the corner where it starts.
    pub corner: Option<usize>,
    /// The place; a crossing is rounded to the nearest unit.
    pub point: Option<Point>,
}

impl fmt::Display for Spot {
    /// `part.ring.corner`, as far as they are known: `1.1.7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.part, self.ring)?;
        self.corner.map_or(Ok(()), |c| write!(f, ".{c}"))
    }
}

/// Declares an enumeration of codes with their texts in one place.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$what:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$what])* $variant,)* }

        impl $name {
            /// All of them, so that a test can see that every code has its words.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The stable code, kebab-case.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }
        }
    };
}

codes! {
    /// What makes an outline invalid.
    FaultCode {
        /// Nothing was handed in.
        Empty = "empty-outline",
        /// More corners than allowed.
        TooManyCorners = "too-many-corners",
        /// A corner that is not on the globe.
        BeyondRange = "beyond-range",
        /// The last corner is not the first, and the caller asks for closed rings.
        Unclosed = "unclosed",
        /// Fewer than three different corners.
        TooFewCorners = "too-few-corners",
        /// All corners lie in one line.
        ZeroArea = "zero-area",
        /// The outline runs out and straight back upon itself.
        Spike = "spike",
        /// Exactly one crossing, with two lobes that turn against each other: mostly two corners exchanged.
        BowTie = "bow-tie",
        /// A side crosses another of the same ring.
        SelfCrossing = "self-crossing",
        /// A side runs along another of the same ring.
        SelfOverlap = "self-overlap",
        /// A ring comes back to one of its own corners or sides.
        RingSelfTouch = "ring-self-touch",
        /// The same ring is given twice, or a ring runs round twice.
        RepeatedRing = "repeated-ring",
        /// Two rings of one polygon cross or share a stretch.
        RingsCrossing = "rings-crossing",
        /// A hole lies outside its shell.
        HoleOutside = "hole-outside",
        /// A hole lies in another hole.
        NestedHoles = "nested-holes",
        /// Rings that touch cut the inside of a polygon apart.
        InteriorCut = "interior-cut",
        /// Two polygons of one parcel share ground.
        OverlappingParts = "overlapping-parts",
        /// Two polygons of one parcel share a stretch of border: they are one polygon.
        AdjacentParts = "adjacent-parts",
        /// The outline reaches outside the jurisdiction.
        OutsideJurisdiction = "outside-jurisdiction",
        /// Outside the jurisdiction, and inside when longitude and latitude are exchanged.
        AxesProbablySwapped = "axes-probably-swapped",
        /// So many sides lie so close together that the outline cannot be judged in reasonable time.
        TooIntricate = "too-intricate",
    }
}

codes! {
    /// What was made good or is worth a look; the outline stays valid.
    NoteCode {
        /// The last corner was not the first; the ring was closed.
        RingClosed = "ring-closed",
        /// A corner was given several times in a row; it was kept once.
        RepeatedCorner = "repeated-corner",
        /// Two corners in a row lie within a centimetre; both were kept.
        NearPoints = "near-points",
        /// Two corners in a row lie within a unit, and the outline stands only without the second, which was
        /// left out: rounding to units cannot tell them from one corner given twice.
        NearPointsMerged = "near-points-merged",
    }
}

/// One reason why an outline is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub code: FaultCode,
    /// Where.
    pub at: Spot,
    /// The other side, ring or polygon of the pair, where there is one.
    pub other: Option<Spot>,
}

/// One harmless finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub code: NoteCode,
    /// Where.
    pub at: Spot,
}
