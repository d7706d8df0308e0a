package io.github.once4j.guice;

/** What the guarded class depends on. */
public interface Mail {
    String send(long id);
}
