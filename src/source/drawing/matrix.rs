//! Affine maps as PDF writes them.

use crate::model::Rect;

/// `[a b c d e f]`: x′ = a·x + c·y + e, y′ = b·x + d·y + f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::source) struct Matrix {
    pub a: f64,
    pub b: f64,
    pub c: f64,
    pub d: f64,
    pub e: f64,
    pub f: f64,
}

impl Matrix {
    pub const IDENTITY: Matrix = Matrix { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    pub fn new([a, b, c, d, e, f]: [f64; 6]) -> Self {
        Matrix { a, b, c, d, e, f }
    }

    pub fn translation(x: f64, y: f64) -> Self {
        Matrix { e: x, f: y, ..Matrix::IDENTITY }
    }

    /// First `self`, then `next`.
    pub fn then(&self, next: &Matrix) -> Matrix {
        Matrix {
            a: self.a * next.a + self.b * next.c,
            b: self.a * next.b + self.b * next.d,
            c: self.c * next.a + self.d * next.c,
            d: self.c * next.b + self.d * next.d,
            e: self.e * next.a + self.f * next.c + next.e,
            f: self.e * next.b + self.f * next.d + next.f,
        }
    }

    pub fn apply(&self, x: f64, y: f64) -> (f64, f64) {
        (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
    }

    /// The box around the image of the rectangle with corners (x0, y0) and (x1, y1).
    pub fn bounds(&self, x0: f64, y0: f64, x1: f64, y1: f64) -> Rect {
        // A parallelogram's extent is the sum of the extents of its two sides.
        let span = |p: f64, q: f64, along: f64| (p * along).min(q * along)..(p * along).max(q * along);
        let (xa, xc) = (span(x0, x1, self.a), span(y0, y1, self.c));
        let (yb, yd) = (span(x0, x1, self.b), span(y0, y1, self.d));
        Rect {
            left: (self.e + xa.start + xc.start) as f32,
            top: (self.f + yb.start + yd.start) as f32,
            right: (self.e + xa.end + xc.end) as f32,
            bottom: (self.f + yb.end + yd.end) as f32,
        }
    }

    /// By how much lengths grow, whatever their direction.
    pub fn scale(&self) -> f64 {
        (self.a * self.d - self.b * self.c).abs().sqrt()
    }

    pub fn is_finite(&self) -> bool {
        [self.a, self.b, self.c, self.d, self.e, self.f].iter().all(|v| v.is_finite())
    }
}
