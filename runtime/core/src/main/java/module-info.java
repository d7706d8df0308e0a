/** The guard that generated classes call, and its clients: in memory, Redis through Lettuce, and databases through JDBC. */
module io.github.once4j.runtime {
    requires transitive io.github.once4j;
    requires static io.netty.handler;
    requires static io.netty.transport;
    requires static io.smallrye.mutiny;
    requires static java.sql;
    requires static lettuce.core;
    requires static micrometer.core;
    requires static org.jspecify;
    requires static org.reactivestreams;
    requires static reactor.core;

    exports io.github.once4j.runtime;
    exports io.github.once4j.runtime.generated;
    exports io.github.once4j.runtime.jdbc;
    exports io.github.once4j.runtime.lettuce;
    exports io.github.once4j.runtime.memory;
    exports io.github.once4j.runtime.micrometer;
    exports io.github.once4j.runtime.mutiny;
    exports io.github.once4j.runtime.reactor;
    exports io.github.once4j.runtime.spi;
}
