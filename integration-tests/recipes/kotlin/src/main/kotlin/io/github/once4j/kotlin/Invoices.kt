package io.github.once4j.kotlin

import io.github.once4j.Once

/** A guarded class. What a guard overrides is open. */
abstract class Invoices(private val mail: () -> String) {
    @Once(key = "invoice-{id}")
    open fun send(id: Long): String? = "$id: ${mail()}"
}
