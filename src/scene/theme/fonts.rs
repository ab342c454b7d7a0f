//! The fonts of labels.

use crate::paint::Type;

/// Type of an island's first line.
pub(in crate::scene) const ISLAND: Type = Type { size: 13.0, italic: false, bold: true, serif: false };
/// Type of an islet's name.
pub(in crate::scene) const ISLET: Type = Type { size: 12.0, italic: false, bold: false, serif: false };
/// Type of the second line.
pub(in crate::scene) const SECOND: Type = Type { size: 11.0, italic: false, bold: false, serif: false };
/// Type of towns.
pub(in crate::scene) const TOWN: Type = Type { size: 11.5, italic: false, bold: false, serif: false };
/// Type of straits.
pub(in crate::scene) const STRAIT: Type = Type { size: 11.5, italic: true, bold: false, serif: true };
/// Type of the trench.
pub(in crate::scene) const TRENCH: Type = Type { size: 13.0, italic: true, bold: false, serif: true };
/// Type along borders.
pub(in crate::scene) const BOUNDARY: Type = Type { size: 11.5, italic: true, bold: false, serif: false };
/// Type of seas.
pub(in crate::scene) const SEA: Type = Type { size: 19.0, italic: true, bold: false, serif: true };
/// Type of lands and big islands around.
pub(in crate::scene) const LAND: Type = Type { size: 14.0, italic: false, bold: false, serif: false };
/// Type of figures at the edge and on the scale bar.
pub(in crate::scene) const FIGURE: Type = Type { size: 11.0, italic: false, bold: false, serif: false };
