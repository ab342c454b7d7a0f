//! The fonts of labels.

use crate::paint::Type;

/// First line of an island's label.
pub(in crate::scene) const ISLAND: Type = Type { size: 13.0, italic: false, bold: true, serif: false };
/// First line of an islet's label.
pub(in crate::scene) const ISLET: Type = Type { size: 12.0, italic: false, bold: false, serif: false };
/// Second line of a label.
pub(in crate::scene) const SECOND: Type = Type { size: 11.0, italic: false, bold: false, serif: false };
/// Towns.
pub(in crate::scene) const TOWN: Type = Type { size: 11.5, italic: false, bold: false, serif: false };
/// Straits.
pub(in crate::scene) const STRAIT: Type = Type { size: 11.5, italic: true, bold: false, serif: true };
/// Trenches.
pub(in crate::scene) const TRENCH: Type = Type { size: 13.0, italic: true, bold: false, serif: true };
/// Texts about boundaries.
pub(in crate::scene) const BOUNDARY: Type = Type { size: 11.5, italic: true, bold: false, serif: false };
/// Seas.
pub(in crate::scene) const SEA: Type = Type { size: 19.0, italic: true, bold: false, serif: true };
/// Lands, including large islands outside the story.
pub(in crate::scene) const LAND: Type = Type { size: 14.0, italic: false, bold: false, serif: false };
/// The names of what the story is about.
pub(in crate::scene) const SUBJECT: Type = Type { size: 15.0, italic: false, bold: true, serif: false };
/// What a callout says.
pub(in crate::scene) const CALLOUT: Type = Type { size: 13.0, italic: false, bold: false, serif: false };
/// States.
pub(in crate::scene) const STATE: Type = Type { size: 17.0, italic: false, bold: false, serif: false };
/// Chains of islands.
pub(in crate::scene) const CHAIN: Type = Type { size: 14.0, italic: false, bold: false, serif: false };
/// Degrees, scale bar and other marginalia.
pub(in crate::scene) const FIGURE: Type = Type { size: 11.0, italic: false, bold: false, serif: false };
