//! Mandates: types, lifecycle, and the surface the user is shown.
