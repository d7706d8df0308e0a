/** For tests of guarded code and of clients. JUnit, AssertJ and Awaitility are needed for the contract of clients alone. */
module io.github.once4j.test {
    requires transitive io.github.once4j.runtime;
    requires static awaitility;
    requires static org.assertj.core;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;
    requires static org.junit.jupiter.params;

    exports io.github.once4j.test;
}
