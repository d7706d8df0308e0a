package io.github.once4j.spring;

import io.github.once4j.runtime.spi.ReleaseGate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps a key that was acquired while a transaction is active until the transaction has ended, and rolls it back if the key was
 * lost before the commit. The annotation processor accepts {@code @Transactional} on guarded methods where this class is on the
 * class path.
 */
final class OnceTransactions implements ReleaseGate {
    @Override
    public boolean keeps(Run run) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()
                || !TransactionSynchronizationManager.isActualTransactionActive()) {
            return false;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionEnd(run));
        return true;
    }

    private record TransactionEnd(Run run) implements TransactionSynchronization {
        @Override
        public void beforeCommit(boolean readOnly) {
            run.check();
        }

        /** The transaction still has its connection here: nothing may wait for one. */
        @Override
        public void afterCompletion(int status) {
            run.release(status != STATUS_ROLLED_BACK);
        }
    }
}
