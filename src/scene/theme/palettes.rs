//! The palettes, one for each kind of surroundings.
//!
//! No palette uses the colours of a flag, and the parties' tints have equal weight. `tests/core/palette.rs` measures
//! that different things are distinguishable.

use crate::paint::Color;
use crate::scene::theme::{Ink, Theme};

const fn rgb(hex: u32) -> Color {
    Color::rgb(hex)
}

/// A tint and the colour of the lines over it.
const fn ink(fill: u32, line: u32) -> Ink {
    Ink { fill: Color::rgb(fill), line: Color::rgb(line) }
}

impl Theme {
    /// Light surroundings: the colours of a printed story.
    pub const DAY: Self = Self {
        sea: rgb(0x00eb_f2f4),
        depths: [
            rgb(0x00dc_eaf1),
            rgb(0x00ce_e3ed),
            rgb(0x00c0_dbea),
            rgb(0x00b3_d4e5),
            rgb(0x00a7_cce0),
            rgb(0x009a_c2da),
            rgb(0x0085_b4d0),
            rgb(0x006e_a4c4),
            rgb(0x0059_93b6),
            rgb(0x004e_88ae),
        ],
        land: rgb(0x00f3_eddd),
        coast: rgb(0x0059_554b),
        shore: Some(rgb(0x00ff_ffff).with_alpha(88)),
        parties: [ink(0x00ee_d8a4, 0x007a_5608), ink(0x00d3_c9ee, 0x0056_3796), ink(0x00bd_dcc8, 0x0029_6440)],
        contested: [ink(0x00f5_8a3d, 0x006b_2a05), ink(0x00b0_9af2, 0x0032_1668), ink(0x0072_c492, 0x000b_4a25)],
        joint: ink(0x00d0_b6ad, 0x0055_3c45),
        changing: ink(0x00c2_c9ca, 0x0018_2226),
        undetermined: ink(0x00ff_ffff, 0x0074_7468),
        agreed: rgb(0x00d6_cfbc),
        disputed: ink(0x00f5_8a3d, 0x006b_2a05),
        differing: ink(0x00f8_d2ac, 0x007a_3a10),
        boundary: rgb(0x007a_1f3d),
        graticule: rgb(0x0040_647a).with_alpha(56),
        ink: rgb(0x0020_2326),
        faint_ink: rgb(0x0044_494d),
        water_ink: rgb(0x0018_3f56),
        trench_ink: rgb(0x0005_1c2c),
        halo: rgb(0x00f7_f6f0).with_alpha(220),
        glow: rgb(0x00a3_1550),
        glow_rim: rgb(0x00ff_ffff),
    };

    /// Dark surroundings.
    pub const NIGHT: Self = Self {
        sea: rgb(0x0033_4857),
        depths: [
            rgb(0x002e_4352),
            rgb(0x0029_3d4c),
            rgb(0x0025_3748),
            rgb(0x0020_3142),
            rgb(0x001b_2b3c),
            rgb(0x0017_2536),
            rgb(0x000f_1b2a),
            rgb(0x0009_1420),
            rgb(0x0005_0d17),
            rgb(0x0002_070d),
        ],
        land: rgb(0x0055_564e),
        coast: rgb(0x00d8_d4c2),
        shore: Some(rgb(0x008f_c4dc).with_alpha(44)),
        parties: [ink(0x005e_5026, 0x00f2_d995), ink(0x0054_4e78, 0x00dd_d0ff), ink(0x0048_6a52, 0x00ac_dfbd)],
        contested: [ink(0x00b3_561f, 0x00ff_e3c8), ink(0x0072_55c4, 0x00ef_e8ff), ink(0x0023_7a48, 0x00d4_ffe2)],
        joint: ink(0x007b_6661, 0x00f0_dcd2),
        changing: ink(0x004a_5a62, 0x00e6_f4f8),
        undetermined: ink(0x0023_292d, 0x00b4_babd),
        agreed: rgb(0x0070_6f63),
        disputed: ink(0x00b3_561f, 0x00ff_e3c8),
        differing: ink(0x007a_5238, 0x00ff_dcc0),
        boundary: rgb(0x00ff_bdd2),
        graticule: rgb(0x00a9_c6d8).with_alpha(40),
        ink: rgb(0x00f4_f1e8),
        faint_ink: rgb(0x00dd_dbd2),
        water_ink: rgb(0x00b0_d2e5),
        trench_ink: rgb(0x00b0_d2e5),
        halo: rgb(0x0012_1a21).with_alpha(220),
        glow: rgb(0x00ff_bed8),
        glow_rim: rgb(0x0010_161b),
    };

    /// Paper: a white sea, and tints that an office printer renders as distinct greys.
    pub const PAPER: Self = Self {
        sea: rgb(0x00ff_ffff),
        depths: [
            rgb(0x00f6_fafc),
            rgb(0x00ee_f5f9),
            rgb(0x00e4_eff6),
            rgb(0x00da_e9f3),
            rgb(0x00cf_e3f0),
            rgb(0x00c4_dcec),
            rgb(0x00b0_cee2),
            rgb(0x009e_c0d7),
            rgb(0x008c_b2cb),
            rgb(0x007c_a3be),
        ],
        land: rgb(0x00ec_e9e0),
        coast: rgb(0x003c_3a34),
        shore: None,
        parties: [ink(0x00f8_e8be, 0x006b_4700), ink(0x00c6_bce4, 0x003d_2478), ink(0x00ae_d2ba, 0x0019_4c2d)],
        contested: [ink(0x00f2_9a58, 0x005a_2202), ink(0x009d_88de, 0x0022_0c50), ink(0x0064_b282, 0x0008_3a1c)],
        joint: ink(0x00dc_c4bb, 0x0045_2c35),
        changing: ink(0x00cc_d2d2, 0x0010_181c),
        undetermined: ink(0x00ff_ffff, 0x0055_5550),
        agreed: rgb(0x00cd_c8b8),
        disputed: ink(0x00f2_9a58, 0x005a_2202),
        differing: ink(0x00f8_d9bb, 0x006a_3008),
        boundary: rgb(0x006e_1030),
        graticule: rgb(0x0040_647a).with_alpha(72),
        ink: rgb(0x0000_0000),
        faint_ink: rgb(0x002a_2d30),
        water_ink: rgb(0x000c_334a),
        trench_ink: rgb(0x0003_1826),
        halo: rgb(0x00ff_ffff).with_alpha(225),
        glow: rgb(0x008f_0f45),
        glow_rim: rgb(0x00ff_ffff),
    };

    /// Light surroundings for readers who ask for more contrast: few flat colours, black on white.
    pub const STRONG: Self = Self {
        sea: rgb(0x00ff_ffff),
        depths: bands(0x00ff_ffff, 0x00dc_eaf6, 0x00a8_c9e4),
        land: rgb(0x00dc_dcdc),
        coast: rgb(0x0000_0000),
        shore: None,
        parties: [ink(0x00ff_eaae, 0x005c_3a00), ink(0x00e2_d8ff, 0x0035_107a), ink(0x00c6_f0d4, 0x000b_4a25)],
        contested: [ink(0x00ff_9a4d, 0x004a_1a00), ink(0x00c0_a9ff, 0x0020_0660), ink(0x0068_d292, 0x0004_3a18)],
        joint: ink(0x00ee_d9cc, 0x003a_1f2a),
        changing: ink(0x00b8_c2c4, 0x0000_0000),
        undetermined: ink(0x00ff_ffff, 0x0000_0000),
        agreed: rgb(0x00c6_c6c6),
        disputed: ink(0x00ff_9a4d, 0x004a_1a00),
        differing: ink(0x00ff_d9b8, 0x005a_2000),
        boundary: rgb(0x007a_0030),
        graticule: rgb(0x0000_0000).with_alpha(64),
        ink: rgb(0x0000_0000),
        faint_ink: rgb(0x0000_0000),
        water_ink: rgb(0x0000_1c40),
        trench_ink: rgb(0x0000_1c40),
        halo: rgb(0x00ff_ffff),
        glow: rgb(0x00b0_0058),
        glow_rim: rgb(0x00ff_ffff),
    };

    /// Dark surroundings for the same readers: white on black.
    pub const STRONG_NIGHT: Self = Self {
        sea: rgb(0x0024_343f),
        depths: bands(0x0024_343f, 0x0012_1c24, 0x0000_0000),
        land: rgb(0x0040_4040),
        coast: rgb(0x00ff_ffff),
        shore: None,
        parties: [ink(0x0054_4410, 0x00ff_e07a), ink(0x0044_3a78, 0x00dd_d2ff), ink(0x0020_5236, 0x00a6_f0c0)],
        contested: [ink(0x00a8_4a10, 0x00ff_ecd8), ink(0x0064_44c0, 0x00f0_eaff), ink(0x0018_7040, 0x00d8_ffe6)],
        joint: ink(0x005c_4640, 0x00ff_ebe0),
        changing: ink(0x003a_4c54, 0x00e8_fbff),
        undetermined: ink(0x0000_0000, 0x00ff_ffff),
        agreed: rgb(0x0060_6060),
        disputed: ink(0x00a8_4a10, 0x00ff_ecd8),
        differing: ink(0x006e_4428, 0x00ff_e2c8),
        boundary: rgb(0x00ff_a8ca),
        graticule: rgb(0x00ff_ffff).with_alpha(64),
        ink: rgb(0x00ff_ffff),
        faint_ink: rgb(0x00ff_ffff),
        water_ink: rgb(0x00cf_e8ff),
        trench_ink: rgb(0x00cf_e8ff),
        halo: rgb(0x0000_0000),
        glow: rgb(0x00ff_a0d0),
        glow_rim: rgb(0x0000_0000),
    };
}

/// Three depth bands instead of ten: shelf and slope, deep floor, trench.
const fn bands(slope: u32, floor: u32, trench: u32) -> [Color; 10] {
    let (slope, floor, trench) = (Color::rgb(slope), Color::rgb(floor), Color::rgb(trench));
    [slope, slope, slope, floor, floor, floor, trench, trench, trench, trench]
}
