package org.parkingrelay.delivery;

import java.util.Map;
import java.util.Optional;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.wechatpay.WeChatPayConfig;
import org.parkingrelay.wechatpay.WeChatPayConfig.CredentialConfig;

/** Whether circles and credentials fit: this room is the first that sees both. */
public final class MerchantCheck {

    private final Circles circles;
    private final Map<String, CredentialConfig> credentials;

    public MerchantCheck(Circles circles, WeChatPayConfig wechatpay) {
        this.circles = circles;
        this.credentials = wechatpay.credentials();
    }

    /** Adds a problem for each circle that no credential, or the wrong kind of credential, signs for. */
    public void run(ConfigProblems problems) {
        for (Circle circle : circles.all()) {
            CredentialConfig credential = credentials.get(circle.credential());
            String key = "relay.circles.\"" + circle.name() + "\".";
            if (credential != null) {
                checkMode(circle, credential, key + "sub-mchid", problems);
            } else if (!circle.credential().isEmpty()) {
                problems.add(
                        key + "credential",
                        "names the credential '" + circle.credential() + "', which is not configured",
                        "use one of " + credentials.keySet().stream().sorted().toList()
                                + " or add relay.wechatpay.credentials.\"" + circle.credential() + "\"");
            }
        }
    }

    private void checkMode(Circle circle, CredentialConfig credential, String key, ConfigProblems problems) {
        Optional<String> subMchid = circle.subMchid();
        if (subMchid.isEmpty() && (credential.partner() || isUsedAsPartner(circle.credential()))) {
            problems.add(
                    key,
                    "is missing, though the credential '" + circle.credential() + "' is a partner's",
                    "set it to the mall's own merchant id");
        }
        if (subMchid.isPresent() && !subMchid.get().matches("[0-9]{1,32}")) {
            problems.add(key, "is no merchant id", "set it to the mall's own merchant id, digits such as 1900000109");
        }
        if (subMchid.isPresent() && subMchid.equals(credential.mchid())) {
            problems.add(
                    key,
                    "is the merchant id of the credential itself",
                    "remove it where the mall signs for itself; in partner mode set it to the mall's own merchant id");
        }
    }

    /** A credential that one circle uses with a sub-merchant is a partner's, and a partner signs for nobody else. */
    private boolean isUsedAsPartner(String credential) {
        for (Circle circle : circles.all()) {
            if (circle.credential().equals(credential) && circle.subMchid().isPresent()) {
                return true;
            }
        }
        return false;
    }
}
