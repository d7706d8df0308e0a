package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is left out of the text of a generated file. */
class SourceTextTest {
    @Test
    void importsOfJavaLangAreLeftOutWhereThePackageHasNoClassOfTheName() {
        String text =
                "package p;\n\nimport java.lang.Override;\nimport java.lang.String;\nimport java.util.List;\n\nclass A {}\n";
        assertThat(SourceText.tidy(text, name -> false))
                .isEqualTo("package p;\n\nimport java.util.List;\n\nclass A {}\n");
        assertThat(SourceText.tidy(text, "String"::equals))
                .isEqualTo("package p;\n\nimport java.lang.String;\nimport java.util.List;\n\nclass A {}\n");
    }

    @Test
    void importsOfOtherPackagesStay() {
        String text = "import java.lang.annotation.Target;\nimport java.lang.reflect.Method;\n";
        assertThat(SourceText.tidy(text, name -> false)).isEqualTo(text);
    }
}
