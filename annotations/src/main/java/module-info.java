/** {@code @Once}, and the mark of the classes that are generated for it. */
module io.github.once4j {
    requires static org.jspecify;

    exports io.github.once4j;
}
