package io.github.once4j.spring.bank;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens a transaction around guarded calls. */
@Service
public class Caller {
    @Transactional
    public void inTransaction(Runnable calls) {
        calls.run();
    }
}
