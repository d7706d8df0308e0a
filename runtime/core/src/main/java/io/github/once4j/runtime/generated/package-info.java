/** What generated code calls. Applications do not use this package; it stays binary compatible for the code that earlier versions generated. */
@NullMarked
package io.github.once4j.runtime.generated;

import org.jspecify.annotations.NullMarked;
