package errors;

import io.github.once4j.Once;

abstract class AServiceWhoseNameSaysVeryMuchAboutWhatItDoesAboutWhoMayCallItAndAboutWhenItIsCalledAndAboutWhyItIsNotCalledMoreOftenThanItIsAndAboutWhatHappensWhenNobodyCallsItAtAllWhichIsALotForTheNameOfAClassSinceAClassHasJavadocThatCouldSayAllOfThisInSentences {
    @Once(key = "k")
    void run() {}
}
