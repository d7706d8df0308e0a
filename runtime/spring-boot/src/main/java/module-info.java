/** The Spring Boot starter of once4j. */
module io.github.once4j.spring {
    requires transitive io.github.once4j.runtime;
    requires spring.beans;
    requires spring.boot;
    requires spring.boot.autoconfigure;
    requires spring.context;
    requires spring.core;
    requires static java.sql;
    requires static lettuce.core;
    requires static context.propagation;
    requires static micrometer.core;
    requires static org.jspecify;
    requires static spring.aop;
    requires static spring.boot.actuator;
    requires static spring.boot.actuator.autoconfigure;
    requires static spring.boot.health;
    requires static spring.data.redis;
    requires static spring.tx;

    exports io.github.once4j.spring;

    opens io.github.once4j.spring; // Spring creates and binds what is here by reflection
}
