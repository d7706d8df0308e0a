/** The guard that generated classes call, and its clients: in memory, and Redis through Lettuce. */
module io.github.once4j.runtime {
    requires static transitive lettuce.core;
    requires static transitive org.jspecify;
    requires transitive io.github.once4j;

    exports io.github.once4j.runtime;
}
