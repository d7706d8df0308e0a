package io.github.once4j.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLockedException;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls the guarded class of each shape, free and locked. The answers are the same on every client. */
final class ShapesTest {
    private final OnceGuard guard = OnceGuard.inMemory();

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void overloadsAreToldApartByName() throws Exception {
        var overloads = new OverloadsOnce(guard, "eu");
        assertThat(overloads.load("a")).isEqualTo("a");
        assertThat(overloads.load("a", 1)).isEqualTo("eua1");
        assertThat(overloads.load("a", "b", "c")).isEqualTo(3);

        whileHeld("load-a", () -> {
            assertThat(overloads.isLockedLoad("a")).isTrue();
            assertThat(overloads.isLockedLoadPart("a", 1)).isFalse();
            assertThat(overloads.load("a")).isEqualTo("locked");
        });
        whileHeld("load-all", () -> {
            assertThat(overloads.isLockedLoadAll()).isTrue();
            assertThat(overloads.load("a", "b", "c")).isEqualTo(-1);
        });
    }

    @Test
    void protectedMethodIsGuardedItsKeyHasAPropertyOfTheObjectAndBraces() {
        var overloads = new OverloadsOnce(guard, "eu");
        whileHeld(
                "eu:load-a-{1}",
                () -> {
                    assertThat(overloads.load("a", 1)).isEqualTo("locked");
                    assertThat(overloads.isLockedLoadPart("a", 1)).isTrue();
                    assertThat(overloads.load("a", 2)).isEqualTo("eua2");
                });
    }

    @Test
    void interfaceGuardsTheCallsToItsDelegate() throws Exception {
        Exporter<Number> plain = new Exporter<>() {
            @Override
            public boolean export(String name, List<? extends Number> rows) throws IOException {
                if (rows.isEmpty()) {
                    throw new IOException("no rows");
                }
                return true;
            }

            @Override
            public String format() {
                return "csv";
            }
        };
        var exporter = new ExporterOnce<>(guard, plain);
        assertThat(exporter.export("a", List.of(1))).isTrue();
        assertThatThrownBy(() -> exporter.export("a", List.of())).isInstanceOf(IOException.class);
        assertThat(exporter.mediaType()).isEqualTo("text/csv");
        whileHeld("export-a", () -> {
            assertThat(exporter.export("a", List.of(1))).isFalse();
            assertThat(exporter.releaseExport("a")).isTrue();
        });
    }

    @Test
    void delegateThatGuardsWithTheSameGuardAlreadyIsRefused() {
        var exporter = new ExporterOnce<>(guard, new Plain());
        assertThatThrownBy(() -> new ExporterOnce<>(guard, exporter)).isInstanceOf(OnceException.class);
        try (var other = OnceGuard.inMemory()) {
            assertThat(new ExporterOnce<>(other, exporter).format()).isEqualTo("plain");
        }
    }

    @Test
    void nestedClassIsNamedAfterBoth() {
        var shelf = new Warehouse_ShelfOnce(guard);
        assertThat(shelf.count(7)).isEqualTo("counted 7");
        whileHeld("shelf-7", () -> assertThat(shelf.count(7)).isNull());
    }

    @Test
    void genericAbstractClassStaysGenericAndAbstract() {
        var store = new StoreOnce<String, Number>(guard, List.of(1)) {
            @Override
            String describe(String key) {
                return key;
            }
        };
        assertThat(store.store("a", "key", 2)).contains(2);
        assertThat(store.first("a", List.of(3L))).contains(3L);
        whileHeld("store-a", () -> assertThat(store.store("a", "key", 4)).isEmpty());
        whileHeld("first-a", () -> assertThat(store.first("a", List.of(5L))).isEmpty());
        assertThat(store.stored).containsExactly(1, 2);
        assertThat(store.describe("key")).isEqualTo("key");
    }

    @Test
    void inheritedOnceMethodIsGuardedToo() {
        var csv = new CsvImportOnce(guard);
        assertThat(csv.importFile("a.csv")).isEqualTo(5);
        assertThat(csv.check("a.csv")).isTrue();
        whileHeld("import-a.csv", () -> {
            assertThatThrownBy(() -> csv.importFile("a.csv")).isInstanceOf(OnceLockedException.class);
            assertThat(csv.isLockedImportFile("a.csv")).isTrue();
            assertThat(csv.check("a.csv")).isTrue();
        });
        whileHeld("check-a.csv", () -> assertThat(csv.check("a.csv")).isFalse());
    }

    @Test
    void superConstructorThatCallsAGuardedMethodIsToldSo() {
        assertThatThrownBy(() -> new EagerOnce(guard))
                .isInstanceOf(OnceException.class)
                .hasMessageContainingAll("Eager.load", "super constructor");
    }

    @Test
    void constructorOfItsOwnThatTakesAGuardIsTheOnlyOne() {
        assertThat(PartnerOnce.class.getDeclaredConstructors()).hasSize(1);
        var partner = new PartnerOnce(guard, "acme");
        whileHeld("partner-acme", () -> assertThat(partner.call()).isEmpty());
        assertThat(partner.call()).contains("acme");
        assertThat(partner.calls()).isTrue();
    }

    @Test
    void defaultAndInheritedMethodsOfAnInterfaceAreGuarded() throws Exception {
        var loader = new LoaderOnce(guard, name -> name.length() > 1);
        assertThat(loader.load("ab").toCompletableFuture().join()).isEqualTo("loaded ab");
        whileHeld("load-ab", () -> {
            assertThat(loader.load("ab").toCompletableFuture().join()).isEqualTo("busy");
            assertThat(loader.isLockedLoad("ab").toCompletableFuture().join()).isTrue();
        });
        assertThat(loader.probe("ab")).isTrue();
        whileHeld("probe-ab", () -> assertThat(loader.probe("ab")).isFalse());
    }

    @Test
    void propertiesOfEveryKindMakeTheKey() {
        var properties = new PropertiesOnce(guard);
        whileHeld(
                "name/true/00000000-0000-0000-0000-000000000001/1/2/MONDAY/2026/x",
                () -> assertThat(properties.isLockedAll(
                                new Properties.Bean(),
                                new Properties.Pair(1, 2),
                                DayOfWeek.MONDAY,
                                LocalDate.of(2026, 11, 24),
                                'x'))
                        .isTrue());
    }

    private void whileHeld(String key, Checks checks) {
        assertThat(guard.tryRun(key, () -> {
                    try {
                        checks.run();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }))
                .isTrue();
    }

    private interface Checks {
        void run() throws Exception;
    }

    private static final class Plain implements Exporter<String> {
        @Override
        public boolean export(String name, List<? extends String> rows) {
            return true;
        }

        @Override
        public String format() {
            return "plain";
        }
    }
}
