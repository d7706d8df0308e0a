/**
 * A deterministic simulation of the engine: real guards in virtual time, on a simulated network and server, under faults that a
 * seed decides.
 */
@NullMarked
package io.github.once4j.runtime.simulation;

import org.jspecify.annotations.NullMarked;
