package io.github.once4j.lockbench;

import io.github.once4j.runtime.OnceGuard;

/** A program that does nothing but one guarded call in memory. */
public final class FirstCallMain {
    private FirstCallMain() {}

    public static void main(String... args) {
        System.out.println(new JobOnce(OnceGuard.inMemory()).run("first"));
    }
}
