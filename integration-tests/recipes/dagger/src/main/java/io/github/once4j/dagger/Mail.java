package io.github.once4j.dagger;

/** What the guarded class depends on. */
public interface Mail {
    String send(long id);
}
