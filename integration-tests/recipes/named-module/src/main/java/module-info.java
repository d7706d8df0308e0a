/** An application that is a named module. */
// README
module io.github.once4j.modular {
    requires io.github.once4j.runtime;
    requires lettuce.core; // for Redis

    exports io.github.once4j.modular;
}
// end
