package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.standin.LedgerEntry;
import org.parkingrelay.testing.GateEvents;
import org.parkingrelay.testing.RelayProcess;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestMall;

/** A partner reports for a mall, and the backup host takes over where the primary is not there. */
class PartnerIT {

    @TempDir
    Path folder;

    @Test
    void a_partner_reports_with_all_seven_fields_through_the_backup_host() throws Exception {
        try (TestMall mall = new TestMall(folder, TestBroker.shared(), true).member("粤B88888", "oMember")) {
            Map<String, String> settings = mall.settings();
            // Nothing listens on port 1.
            settings.put(
                    "relay.wechatpay.hosts",
                    "http://127.0.0.1:1," + mall.wechatpay().host());
            settings.put("relay.lots.\"*\"", "mall");
            settings.remove("relay.lots.\"LOT-1\"");
            try (RelayProcess relay = RelayProcess.start(folder, settings)) {
                TestBroker.shared().publish(mall.events(), GateEvents.bare("粤B88888", "OUT"));
                await().untilAsserted(() ->
                        assertThat(mall.wechatpay().ledger().taken()).hasSize(1));
                assertThat(relay.calls("unavailable")).isEqualTo(1);
            }

            LedgerEntry entry = mall.wechatpay().ledger().taken().get(0);
            JsonNode body = new ObjectMapper().readTree(entry.body());
            Set<String> names = new TreeSet<>();
            body.fieldNames().forEachRemaining(names::add);
            assertThat(names)
                    .containsExactly("appid", "brandid", "openid", "plate_number", "state", "sub_mchid", "time");
            assertThat(body.get("sub_mchid").textValue()).isEqualTo(TestMall.SUB_MCHID);
            assertThat(entry.mchid()).isEqualTo(TestMall.MCHID);
        }
    }
}
