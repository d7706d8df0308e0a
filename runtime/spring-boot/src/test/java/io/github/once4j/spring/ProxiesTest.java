package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.spring.vault.Audit;
import io.github.once4j.spring.vault.KeepersVault;
import io.github.once4j.spring.vault.RolesVault;
import io.github.once4j.spring.vault.Vault;
import io.github.once4j.spring.vault.VaultApplication;
import io.github.once4j.spring.vault.VaultOnce;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Aspects and security around guarded methods: each is applied, once for each call, and before the key is requested. */
class ProxiesTest {
    private static ConfigurableApplicationContext application;
    private static Vault vault;
    private static Audit audit;
    private static MeterRegistry meters;

    @BeforeAll
    static void start() {
        application = new SpringApplicationBuilder(VaultApplication.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties("once4j.backend=memory", "spring.main.banner-mode=off", Contexts.EXCLUDED)
                .run();
        vault = application.getBean(Vault.class);
        audit = application.getBean(Audit.class);
        meters = application.getBean(MeterRegistry.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void forget() {
        audit.take();
    }

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    private static void logIn(String role) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ann", "", "ROLE_" + role));
    }

    /** How often methods of a class were run, as the guard's metrics know it. */
    private static double runs(String method) {
        return meters.find("once.calls").tags("method", method, "outcome", "ran").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void allowedCallIsAskedForOnceAndGuardedOnce() {
        logIn("KEEPER");
        double before = runs("open");
        assertThat(vault.open("safe")).isEqualTo("opened safe");
        assertThat(audit.take()).containsExactly("allows open");
        assertThat(runs("open")).isEqualTo(before + 1);
        try (var held = application.getBean(OnceGuard.class).tryAcquire("open-safe")) {
            assertThat(held).isNotNull();
            assertThat(vault.open("safe")).isEqualTo("locked");
        }
    }

    static Stream<Arguments> securedCalls() {
        return Stream.of(
                securedCall("open", () -> vault.open("safe")),
                securedCall("secured", () -> vault.secured()),
                securedCall("roles", () -> vault.roles()),
                securedCall(
                        "inner", () -> application.getBean(KeepersVault.class).inner()),
                securedCall("inner", () -> application.getBean(RolesVault.class).inner()));
    }

    private static Arguments securedCall(String method, ThrowingCallable call) {
        return Arguments.of(method, call);
    }

    @ParameterizedTest
    @MethodSource("securedCalls")
    void callWithoutTheRightsIsDeniedBeforeItsKeyIsRequested(String method, ThrowingCallable call) throws Throwable {
        double before = runs(method);
        assertThatThrownBy(call).isInstanceOf(AuthenticationCredentialsNotFoundException.class);
        logIn("GUEST");
        assertThatThrownBy(call).isInstanceOf(AccessDeniedException.class);
        assertThat(runs(method)).as("keys that a call without rights took").isEqualTo(before);
        logIn("KEEPER");
        call.call();
        assertThat(runs(method)).isEqualTo(before + 1);
    }

    @Test
    void denyAllDeniesAll() {
        logIn("KEEPER");
        assertThatThrownBy(vault::deny).isInstanceOf(AccessDeniedException.class);
        assertThat(runs("deny")).isZero();
    }

    @Test
    void annotationsOfTheClassAreThoseOfTheGuardedClass() {
        logIn("KEEPER");
        application.getBean(KeepersVault.class).inner();
        assertThat(audit.take()).containsExactlyInAnyOrder("allows class", "class inner");
    }

    @Test
    void aspectsAndMetricsSeeEachCallOnce() {
        long timed = count("vault.timed");
        long observed = count("vault.observed");
        double before = runs("watched");
        vault.watched();
        assertThat(audit.take()).containsExactly("method watched");
        assertThat(count("vault.timed")).isEqualTo(timed + 1);
        assertThat(count("vault.observed")).isEqualTo(observed + 1);
        assertThat(runs("watched")).isEqualTo(before + 1);
    }

    private static long count(String name) {
        return meters.find(name).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    @Test
    void propertyOfTheGuardedObjectIsReadBehindTheProxy() {
        assertThat(vault).isInstanceOf(VaultOnce.class);
        vault.setOwner("bob");
        try (var held = application.getBean(OnceGuard.class).tryAcquire("watched-bob")) {
            assertThat(held).isNotNull();
            double before = runs("watched");
            vault.watched();
            assertThat(runs("watched")).isEqualTo(before);
        } finally {
            vault.setOwner("ann");
        }
    }
}
