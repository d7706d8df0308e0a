package io.github.once4j.processor.model;

import javax.lang.model.element.TypeElement;

/**
 * A class without {@code @Once} methods of its own that inherits some: its objects are not guarded, and no guarded class is written
 * for it.
 *
 * @param type the class
 * @param below the class, or a superclass of it, that extends {@code guarded}
 * @param guarded the superclass that declares such methods
 */
public record Subclass(TypeElement type, TypeElement below, TypeElement guarded) {}
