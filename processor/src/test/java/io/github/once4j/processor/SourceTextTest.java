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

    private static void tidied(String text, String tidy) {
        assertThat(SourceText.tidy(text, name -> true)).isEqualTo(tidy);
        assertThat(SourceText.tidy(tidy, name -> true)).isEqualTo(tidy);
    }

    @Test
    void aCommentOfOneLineStandsOnOneLine() {
        tidied("""
                /**
                 * One.
                 */
                class A {
                    /**
                     * Two {@code x}.
                     */
                    void run() {
                    }

                    /**
                     * Three.
                     * Four.
                     */
                    void go() {
                    }
                }
                """, """
                /** One. */
                class A {
                    /** Two {@code x}. */
                    void run() {
                    }

                    /**
                     * Three.
                     * Four.
                     */
                    void go() {
                    }
                }
                """);
    }

    @Test
    void fieldsStandTogether() {
        tidied("""
                class A {
                    static final int ONE = 1;

                    static final int TWO = one()
                            .two();

                    final int three;

                    A() {
                        this.three = 3;
                    }
                }
                """, """
                class A {
                    static final int ONE = 1;
                    static final int TWO = one()
                            .two();
                    final int three;

                    A() {
                        this.three = 3;
                    }
                }
                """);
    }

    @Test
    void methodsOfOneStatementStandTogether() {
        tidied("""
                class A {
                    A(int one) {
                        super(one);
                    }

                    int one(@Nullable String a,
                            String b) throws Exception {
                        return 1;
                    }

                    int two() {
                        return 2;
                    }

                    int three() {
                        int three = 3;
                        return three;
                    }

                    int four() {
                        return 4;
                    }

                    @Override
                    int five() {
                        return 5;
                    }

                    int six() {
                        return 6;
                    }

                    /** Seven. */
                    int seven() {
                        return 7;
                    }
                }
                """, """
                class A {
                    A(int one) {
                        super(one);
                    }
                    int one(@Nullable String a,
                            String b) throws Exception {
                        return 1;
                    }
                    int two() {
                        return 2;
                    }

                    int three() {
                        int three = 3;
                        return three;
                    }

                    int four() {
                        return 4;
                    }

                    @Override
                    int five() {
                        return 5;
                    }

                    int six() {
                        return 6;
                    }

                    /** Seven. */
                    int seven() {
                        return 7;
                    }
                }
                """);
    }
}
