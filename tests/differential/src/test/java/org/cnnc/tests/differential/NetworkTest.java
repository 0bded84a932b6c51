package org.cnnc.tests.differential;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random networks, compiled for every target, against the oracle. */
class NetworkTest {
    @Test
    void compiledNetworksAgreeWithTheOracle() {
        RandomNetwork networks = RandomNetwork.small(new Random(Cases.SEED));
        Cases.agree(networks::example, Cases.COUNT / 2);
    }
}
