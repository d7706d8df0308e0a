package io.github.once4j.lockbench;

/** A program that does nothing: what a JVM costs by itself. */
public final class EmptyMain {
    private EmptyMain() {}

    public static void main(String... args) {
        System.out.println(Contestant.body("first"));
    }
}
