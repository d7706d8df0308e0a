package io.github.once4j.runtime;

/**
 * The log of the runtime. A class of its own, which is loaded with the first message: to find the logger costs more than all
 * else that the first guarded call does (95 of 170 ms, where 90 jars were on the class path).
 */
final class Log {
    static final System.Logger LOG = System.getLogger("io.github.once4j");

    private Log() {}
}
