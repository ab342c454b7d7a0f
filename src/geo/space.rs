//! The three coordinate spaces of the map and the points in them.
//!
//! A point on Earth is a [`LonLat`], its projection on the plane is a [`World`], its position in the picture is a
//! [`Screen`]. They are distinct types, so that arithmetic between two spaces does not compile. Only
//! [`crate::geo::projection`] and [`crate::geo::camera`] convert between them.

use std::ops::{Add, Mul, Sub};

/// A geographic position on WGS 84, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    /// Longitude, degrees east of Greenwich.
    pub lon: f64,
    /// Latitude, degrees north of the equator.
    pub lat: f64,
}

impl LonLat {
    /// A position from degrees east and degrees north.
    #[must_use]
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }
}

/// Returns a longitude or a turn, degrees, by whole turns in the range from -180 to less than 180.
#[must_use]
pub fn within_turn(degrees: f64) -> f64 {
    degrees - 360.0 * ((degrees + 180.0) / 360.0).floor()
}

/// Gives a planar space its point, vector and box arithmetic; one macro, so that the spaces cannot drift apart.
macro_rules! planar {
    ($(#[$point_doc:meta])* $point:ident, $(#[$rect_doc:meta])* $rect:ident) => {
        $(#[$point_doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $point {
            /// Distance to the right (east) of the origin.
            pub x: f64,
            /// Distance downwards (south) from the origin.
            pub y: f64,
        }

        impl $point {
            /// The point at the given distances from the origin.
            #[must_use]
            pub const fn new(x: f64, y: f64) -> Self {
                Self { x, y }
            }

            /// The Euclidean distance to another point, in the unit of this space.
            #[must_use]
            pub fn distance(self, other: Self) -> f64 {
                let (dx, dy) = (self.x - other.x, self.y - other.y);
                (dx * dx + dy * dy).sqrt()
            }

            /// Interpolates linearly: this point at `t` = 0, the other one at `t` = 1.
            #[must_use]
            pub fn lerp(self, other: Self, t: f64) -> Self {
                self + (other - self) * t
            }
        }

        impl Add for $point {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self::new(self.x + other.x, self.y + other.y)
            }
        }

        impl Sub for $point {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self::new(self.x - other.x, self.y - other.y)
            }
        }

        impl Mul<f64> for $point {
            type Output = Self;
            fn mul(self, factor: f64) -> Self {
                Self::new(self.x * factor, self.y * factor)
            }
        }

        $(#[$rect_doc])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $rect {
            /// The corner with the smallest coordinates.
            pub min: $point,
            /// The corner with the largest coordinates.
            pub max: $point,
        }

        impl $rect {
            /// The box between two corners, in either order.
            #[must_use]
            pub fn new(a: $point, b: $point) -> Self {
                Self {
                    min: $point::new(a.x.min(b.x), a.y.min(b.y)),
                    max: $point::new(a.x.max(b.x), a.y.max(b.y)),
                }
            }

            /// The bounding box of the points, or `None` if there are none.
            #[must_use]
            pub fn around(points: &[$point]) -> Option<Self> {
                let first = *points.first()?;
                let mut rect = Self { min: first, max: first };
                for point in points {
                    rect = rect.with(*point);
                }
                Some(rect)
            }

            /// The smallest box around this one and a point.
            #[must_use]
            pub fn with(self, point: $point) -> Self {
                Self {
                    min: $point::new(self.min.x.min(point.x), self.min.y.min(point.y)),
                    max: $point::new(self.max.x.max(point.x), self.max.y.max(point.y)),
                }
            }

            /// The smallest box around two boxes.
            #[must_use]
            pub fn union(self, other: Self) -> Self {
                self.with(other.min).with(other.max)
            }

            /// What two boxes have in common, or `None` if that has no area.
            #[must_use]
            pub fn common(self, other: Self) -> Option<Self> {
                let min = $point::new(self.min.x.max(other.min.x), self.min.y.max(other.min.y));
                let max = $point::new(self.max.x.min(other.max.x), self.max.y.min(other.max.y));
                (min.x < max.x && min.y < max.y).then_some(Self { min, max })
            }

            /// The box moved by a vector.
            #[must_use]
            pub fn moved(self, by: $point) -> Self {
                Self { min: self.min + by, max: self.max + by }
            }

            /// The box with `margin` added on every side; a negative margin shrinks it.
            #[must_use]
            pub fn grown(self, margin: f64) -> Self {
                let by = $point::new(margin, margin);
                Self { min: self.min - by, max: self.max + by }
            }

            /// The extent along x.
            #[must_use]
            pub fn width(self) -> f64 {
                self.max.x - self.min.x
            }

            /// The extent along y.
            #[must_use]
            pub fn height(self) -> f64 {
                self.max.y - self.min.y
            }

            /// The middle of the box.
            #[must_use]
            pub fn centre(self) -> $point {
                self.min.lerp(self.max, 0.5)
            }

            /// Whether the point lies in the box or on its edge.
            #[must_use]
            pub fn contains(self, point: $point) -> bool {
                (self.min.x..=self.max.x).contains(&point.x) && (self.min.y..=self.max.y).contains(&point.y)
            }

            /// Whether the other box lies wholly in this one.
            #[must_use]
            pub fn covers(self, other: Self) -> bool {
                self.contains(other.min) && self.contains(other.max)
            }

            /// Whether the two boxes intersect or touch.
            #[must_use]
            pub fn meets(self, other: Self) -> bool {
                self.min.x <= other.max.x
                    && other.min.x <= self.max.x
                    && self.min.y <= other.max.y
                    && other.min.y <= self.max.y
            }

            /// The distance from the point to the box; zero inside.
            #[must_use]
            pub fn distance(self, point: $point) -> f64 {
                let dx = (self.min.x - point.x).max(point.x - self.max.x).max(0.0);
                let dy = (self.min.y - point.y).max(point.y - self.max.y).max(0.0);
                (dx * dx + dy * dy).sqrt()
            }
        }
    };
}

planar!(
    /// A point on the plane of the projection, in kilometres east and **south** of its origin.
    World,
    /// A box on the plane of the projection, in kilometres.
    WorldRect
);

planar!(
    /// A point in the picture, in CSS pixels right of and below its upper left corner.
    Screen,
    /// A box in the picture, in CSS pixels.
    ScreenRect
);

/// The size of a picture, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Size {
    /// A size from its width and height.
    #[must_use]
    pub const fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }

    /// The box of this size at the origin.
    #[must_use]
    pub const fn rect(self) -> ScreenRect {
        ScreenRect { min: Screen::new(0.0, 0.0), max: Screen::new(self.width, self.height) }
    }
}
