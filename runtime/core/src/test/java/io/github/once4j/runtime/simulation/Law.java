package io.github.once4j.runtime.simulation;

/** What must hold in every run of the simulation. */
enum Law {
    NO_OVERLAP,
    FENCES_GROW,
    NO_ORPHAN,
    CALLS_END,
    LOCKED_IS_TRUE,
    HELD_AT_LEAST,
    HELD_AT_MOST,
    FORCE_IS_TOLD,
    BODY_IS_HELD,
    NOTHING_STAYS,
    NO_SURPRISE
}
