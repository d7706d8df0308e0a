package io.github.once4j.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.parallel.Isolated;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** Reactor's automatic context propagation: the body and the operators behind it see the subscriber's thread locals. */
@Isolated
class ThreadLocalsTest {
    private static final ThreadLocal<String> USER = new ThreadLocal<>();

    @BeforeEach
    void enable() {
        ContextRegistry.getInstance().registerThreadLocalAccessor("user", USER);
        Hooks.enableAutomaticContextPropagation();
    }

    @AfterEach
    void disable() {
        Hooks.disableAutomaticContextPropagation();
        ContextRegistry.getInstance().removeThreadLocalAccessor("user");
    }

    @ParameterizedTest
    @EnumSource
    void reachTheBodyAndWhatComesBehindIt(Keys keys) throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (OnceGuard guard = keys.guard().build()) {
            var feed = new FeedOnce(guard);
            feed.mono = lease -> {
                seen.add("assembly " + USER.get());
                return Mono.fromSupplier(() -> "source " + USER.get());
            };
            feed.flux = lease -> {
                seen.add("assembly " + USER.get());
                return Flux.just(1).doOnNext(item -> seen.add("item " + USER.get()));
            };
            feed.item("a")
                    .doOnNext(seen::add)
                    .doOnNext(item -> seen.add("behind " + USER.get()))
                    .contextWrite(context -> context.put("user", "ada"))
                    .block(Duration.ofSeconds(30));
            feed.items("a")
                    .doOnComplete(() -> seen.add("end " + USER.get()))
                    .contextWrite(context -> context.put("user", "bob"))
                    .blockLast(Duration.ofSeconds(30));
        }
        assertThat(seen)
                .containsExactly("assembly ada", "source ada", "behind ada", "assembly bob", "item bob", "end bob");
    }
}
