/// A condition holds the run before an update.
struct UpdateHeld: Error {}
