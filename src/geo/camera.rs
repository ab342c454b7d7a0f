//! The camera: which part of the plane the reader sees, and at what scale.
//!
//! Screen and world differ only by a translation and a scale; north is always up. A camera is a value: every movement
//! returns a new one.

use crate::geo::space::{Screen, ScreenRect, Size, World, WorldRect};
use crate::lean::trig::log2;

/// The zoom level: the binary logarithm of CSS pixels per kilometre. One step doubles every length.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Zoom(f64);

impl Zoom {
    /// The farthest view: 64 km on one CSS pixel.
    pub const FARTHEST: Self = Self(-6.0);
    /// The nearest view: 1 km on 256 CSS pixels, about the resolution of the finest coast.
    pub const NEAREST: Self = Self(8.0);

    /// The zoom at which a kilometre takes the given number of CSS pixels, clamped to the limits.
    #[must_use]
    pub fn from_scale(pixels_per_km: f64) -> Self {
        Self::clamped(log2(pixels_per_km))
    }

    /// The zoom `steps` doublings from one pixel per kilometre, clamped to the limits.
    #[must_use]
    pub fn from_steps(steps: f64) -> Self {
        Self::clamped(steps)
    }

    /// CSS pixels per kilometre.
    #[must_use]
    pub fn scale(self) -> f64 {
        (self.0 * std::f64::consts::LN_2).exp()
    }

    /// Returns the zoom `by` steps nearer (farther if negative), clamped to the limits.
    #[must_use]
    pub fn stepped(self, by: f64) -> Self {
        Self::clamped(self.0 + by)
    }

    /// The number of doublings from one pixel per kilometre.
    #[must_use]
    pub fn steps(self) -> f64 {
        self.0
    }

    fn clamped(steps: f64) -> Self {
        if steps.is_nan() { Self(0.0) } else { Self(steps.clamp(Self::FARTHEST.0, Self::NEAREST.0)) }
    }
}

/// A view of the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The point in the middle of the picture.
    pub centre: World,
    /// The zoom level.
    pub zoom: Zoom,
    /// The size of the picture, CSS pixels.
    pub size: Size,
}

impl Camera {
    /// The nearest camera that shows the whole box with `margin` CSS pixels around it.
    #[must_use]
    pub fn fitting(bounds: WorldRect, size: Size, margin: f64) -> Self {
        let available = |length: f64| (length - 2.0 * margin).max(1.0);
        let horizontal = available(size.width) / bounds.width().max(1e-6);
        let vertical = available(size.height) / bounds.height().max(1e-6);
        Self { centre: bounds.centre(), zoom: Zoom::from_scale(horizontal.min(vertical)), size }
    }

    /// Converts a point of the plane to the picture.
    #[must_use]
    pub fn screen_from_world(&self, world: World) -> Screen {
        let offset = (world - self.centre) * self.zoom.scale();
        Screen::new(offset.x + self.size.width / 2.0, offset.y + self.size.height / 2.0)
    }

    /// Converts a point of the picture to the plane.
    #[must_use]
    pub fn world_from_screen(&self, screen: Screen) -> World {
        let offset = World::new(screen.x - self.size.width / 2.0, screen.y - self.size.height / 2.0);
        self.centre + offset * (1.0 / self.zoom.scale())
    }

    /// The box of the plane that the picture shows, extended by `margin` CSS pixels on every side.
    #[must_use]
    pub fn window(&self, margin: f64) -> WorldRect {
        let picture = self.size.rect().grown(margin);
        WorldRect::new(self.world_from_screen(picture.min), self.world_from_screen(picture.max))
    }

    /// Converts a box of the plane to the picture.
    #[must_use]
    pub fn screen_rect(&self, bounds: WorldRect) -> ScreenRect {
        ScreenRect::new(self.screen_from_world(bounds.min), self.screen_from_world(bounds.max))
    }

    /// Returns the camera moved so that what was under `from` is under `to`.
    #[must_use]
    pub fn dragged(self, from: Screen, to: Screen) -> Self {
        let by = self.world_from_screen(from) - self.world_from_screen(to);
        Self { centre: self.centre + by, ..self }
    }

    /// Returns the camera `by` steps nearer, with the point under `at` unmoved.
    #[must_use]
    pub fn zoomed(self, by: f64, at: Screen) -> Self {
        let fixed = self.world_from_screen(at);
        let nearer = Self { zoom: self.zoom.stepped(by), ..self };
        let shift = fixed - nearer.world_from_screen(at);
        Self { centre: nearer.centre + shift, ..nearer }
    }

    /// Returns the camera with its centre inside the box and its zoom no farther than `farthest`.
    #[must_use]
    pub fn clamped(self, bounds: WorldRect, farthest: Zoom) -> Self {
        let centre = World::new(
            self.centre.x.max(bounds.min.x).min(bounds.max.x),
            self.centre.y.max(bounds.min.y).min(bounds.max.y),
        );
        let zoom = if self.zoom < farthest { farthest } else { self.zoom };
        Self { centre, zoom, ..self }
    }

    /// Returns the same view in a picture of another size; the centre stays.
    #[must_use]
    pub fn resized(self, size: Size) -> Self {
        Self { size, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera() -> Camera {
        Camera { centre: World::new(12.0, -7.0), zoom: Zoom::from_scale(2.0), size: Size::new(800.0, 600.0) }
    }

    #[test]
    fn screen_and_world_are_inverse() {
        let world = World::new(-103.25, 44.5);
        let back = camera().world_from_screen(camera().screen_from_world(world));
        assert!(back.distance(world) < 1e-9);
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let at = Screen::new(120.0, 500.0);
        let before = camera().world_from_screen(at);
        let after = camera().zoomed(1.7, at).world_from_screen(at);
        assert!(before.distance(after) < 1e-9);
    }

    #[test]
    fn a_drag_carries_the_point_along() {
        let (from, to) = (Screen::new(10.0, 20.0), Screen::new(300.0, 250.0));
        let world = camera().world_from_screen(from);
        assert!(camera().dragged(from, to).world_from_screen(to).distance(world) < 1e-9);
    }

    #[test]
    fn a_fitted_camera_shows_the_whole_box_inside_the_margin() {
        let bounds = WorldRect::new(World::new(-300.0, -100.0), World::new(500.0, 900.0));
        let fit = Camera::fitting(bounds, Size::new(390.0, 500.0), 20.0);
        let seen = fit.screen_rect(bounds);
        assert!(seen.min.x >= 19.999 && seen.max.x <= 370.001 && seen.min.y >= 19.999 && seen.max.y <= 480.001);
    }

    #[test]
    fn zoom_stays_between_its_limits_and_survives_invalid_input() {
        assert_eq!(Zoom::from_scale(0.0), Zoom::FARTHEST);
        assert_eq!(Zoom::from_scale(1e30), Zoom::NEAREST);
        assert_eq!(Zoom::from_scale(f64::NAN).scale().to_bits(), 1.0_f64.to_bits());
    }
}
