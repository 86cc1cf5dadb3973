//! Parcels, applications, mineral titles, reserved areas, holders: the register.
