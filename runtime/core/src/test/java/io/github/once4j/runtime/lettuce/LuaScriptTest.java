package io.github.once4j.runtime.lettuce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LuaScriptTest {
    @ParameterizedTest
    @MethodSource("scripts")
    void hasTheDigestOfItsText(LuaScript script) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-1").digest(script.text().getBytes(UTF_8));
        assertThat(script.digest()).isEqualTo(HexFormat.of().formatHex(digest));
    }

    static Stream<LuaScript> scripts() {
        return Arrays.stream(LuaScript.class.getDeclaredFields())
                .filter(field -> field.getType() == LuaScript.class)
                .map(LuaScriptTest::value);
    }

    private static LuaScript value(Field field) {
        try {
            return (LuaScript) field.get(null);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
