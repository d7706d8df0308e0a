package io.github.once4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.jdbc.JdbcNxClient;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.runtime.spi.Token;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What applications call: a {@code null} that is not allowed is refused by a message of ours, not by a failure further in. */
class NullArgumentsTest {
    /** Called by generated code, or by the guard; or whose {@code null} harms nothing. */
    private static final Set<String> NOT_FOR_APPLICATIONS = Set.of("generated", "reactor", "mutiny");

    private final Map<Class<?>, Object> samples = new HashMap<>();

    NullArgumentsTest() {
        OnceGuard guard = OnceGuard.inMemory();
        Token token = Token.of("t");
        add(OnceGuard.class, guard);
        add(OnceGuard.Builder.class, OnceGuard.builder());
        add(Lease.class, guard.tryAcquire("held"));
        add(LockOptions.class, LockOptions.DEFAULTS);
        add(OnceMethod.class, new OnceMethod(NullArgumentsTest.class, "m", "k"));
        add(NxClient.class, new InMemoryNxClient());
        add(AcquireRequest.class, new AcquireRequest("k", token, Duration.ofSeconds(1), false));
        add(RenewRequest.class, new RenewRequest("k", token, Duration.ofSeconds(1)));
        add(ReleaseRequest.class, new ReleaseRequest("k", token));
        add(StoredLock.class, new StoredLock("k", "v", Optional.empty()));
        add(JdbcNxClient.Builder.class, JdbcNxClient.builder(proxy(DataSource.class)));
        add(GuardedMethod.class, GuardedMethod.of(NullArgumentsTest.class, "m", "k"));
        add(String.class, "text");
        add(Duration.class, Duration.ofSeconds(5));
        add(Class.class, String.class);
        add(List.class, List.of());
        add(Iterable.class, List.of());
        add(Optional.class, Optional.empty());
        add(OptionalLong.class, OptionalLong.empty());
        add(boolean.class, false);
        add(long.class, 1L);
    }

    private void add(Class<?> type, @Nullable Object sample) {
        samples.put(type, Objects.requireNonNull(sample));
    }

    @Test
    void everyNullIsAllowedOrRefusedByName() throws Exception {
        var tried = new ArrayList<String>();
        var wrong = new TreeSet<String>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(RoomsTest.ROOT)) {
            Class<?> type = each.reflect();
            if (isForApplications(type)) {
                for (Executable called : called(type)) {
                    for (int i = 0; i < called.getParameterCount(); i++) {
                        if (!isNullable(called, i)) {
                            tried.add(called.toString());
                            String outcome = outcome(type, called, i);
                            if (outcome != null) {
                                wrong.add(called + ", parameter " + i + ": " + outcome);
                            }
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).hasSizeGreaterThan(60);
    }

    private static boolean isForApplications(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if (!Modifier.isPublic(each.getModifiers())) {
                return false;
            }
        }
        String room = type.getPackageName().substring(type.getPackageName().lastIndexOf('.') + 1);
        boolean isEvent = type.isRecord() && type.getEnclosingClass() == OnceListener.class;
        return !type.getPackageName().startsWith(RoomsTest.ROOT + ".internal")
                && !NOT_FOR_APPLICATIONS.contains(room)
                && !Throwable.class.isAssignableFrom(type)
                && !OnceListener.class.isAssignableFrom(type)
                && !isEvent
                && type != OnceGuard.HeldKey.class;
    }

    /** The constructors and methods, but for those of a client and a scheduler, which the guard calls. */
    private List<Executable> called(Class<?> type) {
        Stream<? extends Executable> all = Stream.concat(
                Stream.of(type.getConstructors()),
                Stream.of(type.getDeclaredMethods())
                        .filter(each -> Modifier.isStatic(each.getModifiers()) || samples.containsKey(type))
                        .filter(each -> type != NxClient.class || Modifier.isStatic(each.getModifiers())));
        return all.filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSynthetic())
                .filter(each -> !Set.of("equals", "valueOf").contains(each.getName()))
                .map(Executable.class::cast)
                .toList();
    }

    private static boolean isNullable(Executable called, int parameter) {
        return called.getParameterTypes()[parameter].isPrimitive()
                || called.getAnnotatedParameterTypes()[parameter].isAnnotationPresent(Nullable.class);
    }

    /** What is wrong; {@code null} if nothing is. */
    private @Nullable String outcome(Class<?> type, Executable called, int parameter)
            throws ReflectiveOperationException {
        Object[] arguments =
                Stream.of(called.getParameterTypes()).map(this::sample).toArray();
        arguments[parameter] = null;
        try {
            if (called instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                ((Method) called).invoke(samples.get(type), arguments);
            }
            return "accepted";
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            String message = String.valueOf(cause.getMessage());
            boolean isOurs = cause instanceof OnceException
                    || cause instanceof IllegalArgumentException
                    || cause instanceof NullPointerException && message.matches("\\w+");
            return isOurs && !message.equals("null") ? null : cause.toString();
        }
    }

    private @Nullable Object sample(Class<?> type) {
        Object known = samples.get(type);
        return known == null && type.isInterface() ? proxy(type) : known;
    }

    private static <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> null));
    }
}
