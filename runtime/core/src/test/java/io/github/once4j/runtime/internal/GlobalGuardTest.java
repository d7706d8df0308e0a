package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceNotInitializedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registrations that are closed in any order, also twice: the latest one that is open counts. */
class GlobalGuardTest {
    private final OnceGuard first = OnceGuard.inMemory();
    private final OnceGuard second = OnceGuard.inMemory();

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private static boolean isGlobal(OnceGuard guard) {
        boolean[] found = new boolean[1];
        assertThat(OnceGuard.global().tryRun("k", () -> found[0] = !guard.held().isEmpty()))
                .isTrue();
        return found[0];
    }

    private static void thereIsNone() {
        assertThatThrownBy(() -> OnceGuard.global().isLocked("k")).isInstanceOf(OnceNotInitializedException.class);
    }

    @Test
    void aGuardThatWasGivenUpIsNotRestored() {
        var former = OnceGuard.initGlobal(first);
        var latter = OnceGuard.initGlobal(second);
        former.close();
        assertThat(isGlobal(second)).isTrue();
        latter.close();
        thereIsNone();
    }

    @Test
    void theSameGuardTwiceIsThereUntilBothAreClosed() {
        var former = OnceGuard.initGlobal(first);
        var latter = OnceGuard.initGlobal(first);
        former.close();
        former.close();
        assertThat(isGlobal(first)).isTrue();
        latter.close();
        thereIsNone();
    }

    @Test
    void aClosedRegistrationDoesNotEndALaterOneOfItsGuard() {
        var former = OnceGuard.initGlobal(first);
        former.close();
        var latter = OnceGuard.initGlobal(first);
        former.close();
        assertThat(isGlobal(first)).isTrue();
        latter.close();
        thereIsNone();
    }

    @Test
    void aGuardThatWasClosedMeanwhileIsNotKept() {
        var former = OnceGuard.initGlobal(first);
        first.close();
        var latter = OnceGuard.initGlobal(second);
        latter.close();
        thereIsNone();
        former.close();
    }
}
