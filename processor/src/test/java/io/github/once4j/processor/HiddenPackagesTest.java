package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Packages with classes named like the first parts of package names, and like classes that generated code needs. */
class HiddenPackagesTest {
    private static final String SERVICE = """
            package p;

            import io.github.once4j.Once;

            /** {@code Optional} of {@link Optional}. */
            public abstract class Service {
                @Once(key = "Optional-{x}")
                public Optional run(CharSequence x) { return null; }

                @Once(key = "lease-{of.Optional}", raiseOnLocked = true)
                public Duration take(Holder of, Lease lease, Optional.Inner inner) { return null; }
            }
            """;

    @Test
    void areImportedBesideClassesOfTheSameNames() throws Exception {
        Compiled compiled = Compiled.of(
                SERVICE,
                "package p;\npublic class Optional { public static class Inner {} }",
                "package p;\npublic class Duration {}",
                "package p;\npublic class Lease {}",
                "package p;\npublic class Holder { public final int Optional = 1; }",
                "package p;\npublic class Override {}",
                "package p;\npublic class String {}",
                "package p;\npublic class java {}",
                "package p;\npublic class io {}");
        assertThat(compiled.messages()).isEmpty();
        Class<?> once = compiled.load().loadClass("p.ServiceOnce");
        assertThat(once.getMethod("holderOfRun", CharSequence.class).getReturnType())
                .isEqualTo(Optional.class);
        assertThat(once.getMethod("run", CharSequence.class).getReturnType().getName())
                .isEqualTo("p.Optional");
    }
}
