package io.github.once4j.runtime.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guard that outlives the applications that use it keeps nothing of them. */
@Timeout(60)
class PinningTest {
    /** A class of an application: loaded by a loader of its own. */
    public static final class Application implements Runnable {
        private static final InheritableThreadLocal<Object> CONTEXT = new InheritableThreadLocal<>();

        private final OnceGuard guard;
        private final GuardedMethod method = GuardedMethod.builder(Application.class, "run", "{key}")
                .lease("lease", Duration.ofSeconds(30))
                .build();

        public Application(OnceGuard guard) {
            this.guard = guard;
        }

        /** A run, a skip, an async run, a lost lease, a question. Its threads are started by it. */
        @Override
        public void run() {
            CONTEXT.set(this);
            try (Lease lease = method.tryAcquire(guard, "key")) {
                Objects.requireNonNull(lease).onLost(() -> {});
                method.tryAcquire(guard, "key");
                ClassLoader mine = Application.class.getClassLoader();
                ClassLoader inBody = method.runAsync(
                                guard,
                                () -> "async",
                                held -> CompletableFuture.completedFuture(
                                        Thread.currentThread().getContextClassLoader()),
                                mine)
                        .join();
                if (inBody != mine) {
                    throw new AssertionError("the context class loader of the body is " + inBody);
                }
                method.runAsync(guard, () -> "key", held -> CompletableFuture.completedFuture("ran"), "locked")
                        .join();
                var inAction = new CompletableFuture<@Nullable ClassLoader>();
                lease.onLost(() -> inAction.complete(Thread.currentThread().getContextClassLoader()));
                method.release(guard, "key");
                if (inAction.join() != mine) {
                    throw new AssertionError("the context class loader of the action is " + inAction.join());
                }
                method.isLockedAsync(guard, () -> "key").join();
            } finally {
                CONTEXT.remove();
            }
        }
    }

    /** Defines the application anew; all else is shared. */
    private static final class ApplicationLoader extends ClassLoader {
        ApplicationLoader() {
            super(PinningTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Application.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream file =
                    Objects.requireNonNull(PinningTest.class.getResourceAsStream("PinningTest$Application.class"))) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failed) {
                throw new ClassNotFoundException(name, failed);
            }
        }
    }

    @Test
    void anApplicationThatUsedAGuardIsCollected() throws Exception {
        Logger.getLogger("io.github.once4j").setLevel(Level.OFF);
        try (OnceGuard guard = OnceGuard.inMemory();
                Lease keepsTheThreadsBusy = runIn(guard, new ArrayList<>())) {
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                loaders.add(deploy(guard));
            }
            assertThat(Objects.requireNonNull(keepsTheThreadsBusy).isHeld()).isTrue();
            await().atMost(20, SECONDS).until(() -> {
                System.gc();
                return loaders.stream().allMatch(each -> each.refersTo(null));
            });
        } finally {
            Logger.getLogger("io.github.once4j").setLevel(null);
        }
    }

    /** The first call, which starts the threads, is one of an application, too. */
    private static Lease runIn(OnceGuard guard, List<WeakReference<ClassLoader>> loaders) throws Exception {
        loaders.add(deploy(guard));
        return Objects.requireNonNull(guard.tryAcquire("other"));
    }

    private static WeakReference<ClassLoader> deploy(OnceGuard guard) throws Exception {
        var loader = new ApplicationLoader();
        var application = (Runnable) loader.loadClass(Application.class.getName())
                .getConstructor(OnceGuard.class)
                .newInstance(guard);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            application.run();
        } finally {
            thread.setContextClassLoader(before);
        }
        return new WeakReference<>(loader);
    }

    @Test
    void theActionsOfLostAndOfEndedLeasesAreLetGo() {
        Logger.getLogger("io.github.once4j").setLevel(Level.OFF);
        try (OnceGuard guard = OnceGuard.inMemory()) {
            List<Lease> leases = new ArrayList<>(); // the bodies still run
            List<WeakReference<byte[]>> kept = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Lease lease = Objects.requireNonNull(guard.tryAcquire("k" + i));
                leases.add(lease);
                kept.add(onLost(lease));
                if (i % 2 == 0) {
                    assertThat(guard.release("k" + i)).isTrue();
                } else {
                    lease.close();
                }
            }
            await().atMost(20, SECONDS).until(() -> {
                System.gc();
                return kept.stream().allMatch(each -> each.refersTo(null));
            });
            assertThat(leases).noneMatch(Lease::isHeld);
        } finally {
            Logger.getLogger("io.github.once4j").setLevel(null);
        }
    }

    private static WeakReference<byte[]> onLost(Lease lease) {
        var big = new byte[1_000_000];
        lease.onLost(() -> big[0]++);
        return new WeakReference<>(big);
    }
}
