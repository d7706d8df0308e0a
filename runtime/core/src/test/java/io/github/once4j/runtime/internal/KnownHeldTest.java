package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.OnceMethod;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client that knows without a command whether a key is held: when that is enough. */
class KnownHeldTest {
    private final MethodSettings method = new MethodSettings(new OnceMethod(KnownHeldTest.class, "run", "k"));
    private final InMemoryNxClient memory = new InMemoryNxClient();
    private final List<String> locked = new ArrayList<>();
    private boolean isBroken;

    private final CountedClient client = new CountedClient(memory) {
        @Override
        public boolean isKnownHeld(String key) {
            if (isBroken) {
                throw new IllegalStateException("broken");
            }
            return memory.isKnownHeld(key);
        }
    };

    @Test
    void callThatIsMerelySkippedSendsNothing() {
        try (OnceGuard guard = OnceGuard.builder().client(client).build();
                Lease lease = guard.tryAcquire("k")) {
            assertThat(lease).isNotNull();
            assertThat(guard.tryAcquire("k")).isNull();
            assertThat(client.acquired).hasValue(1);
        }
    }

    @Test
    void callThatThrowsNamesTheHolder() {
        try (OnceGuard guard = OnceGuard.builder().client(client).build();
                Lease lease = guard.tryAcquire("k")) {
            assertThat(lease).isNotNull();
            LockEngine engine = ((EngineGuard) guard).engine();
            assertThatThrownBy(() -> SyncCall.acquire(engine, method, "k", true))
                    .isInstanceOfSatisfying(
                            OnceLockedException.class,
                            thrown -> assertThat(thrown.holder().token()).isEqualTo(lease.token()));
        }
    }

    @Test
    void listenerIsToldOfTheHolder() {
        var listener = new OnceListener() {
            @Override
            public void locked(Locked event) {
                locked.add(event.holder().token());
            }
        };
        try (OnceGuard guard =
                        OnceGuard.builder().client(client).listener(listener).build();
                Lease lease = guard.tryAcquire("k")) {
            assertThat(lease).isNotNull();
            assertThat(guard.tryAcquire("k")).isNull();
            assertThat(locked).containsExactly(lease.token());
        }
    }

    @Test
    void clientThatThrowsIsAskedByACommand() {
        isBroken = true;
        try (OnceGuard guard = OnceGuard.builder().client(client).build();
                Lease lease = guard.tryAcquire("k")) {
            assertThat(lease).isNotNull();
            assertThat(guard.tryAcquire("k")).isNull();
            assertThat(client.acquired).hasValue(2);
        }
    }
}
