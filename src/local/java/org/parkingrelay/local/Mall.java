package org.parkingrelay.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.parkingrelay.mapping.ExampleMappings;
import org.parkingrelay.standin.Merchant;
import org.parkingrelay.standin.MerchantKeys;
import org.parkingrelay.standin.PlatformIdentity;
import org.parkingrelay.standin.StandIn;

/** A mall with a merchant that WeChat Pay's stand-in knows, and the files that its relay is configured with. */
final class Mall {

    static final String MCHID = "1900000109";
    static final String SERIAL_NUMBER = "5F1C72E2AA0B4C1D9E3F60718293A4B5C6D77115";
    static final String PLATFORM_KEY_ID = "PUB_KEY_ID_0119000001092026112100000001";
    static final long BRAND_ID = 1000;
    static final String JIESHUN_LOT = "p200319301";

    /** Of the operators' API. */
    static final String PASSWORD = "parking";

    private final Path folder;
    private final KeyPair merchant = MerchantKeys.generate();
    private final KeyPair platform = MerchantKeys.generate();

    private Mall(Path folder) {
        this.folder = folder;
    }

    /** With keys of its own; whatever a relay needs is written to the folder. */
    static Mall open(Path folder) throws IOException {
        Mall mall = new Mall(folder);
        MerchantKeys.writePrivate(mall.merchant, mall.privateKey());
        MerchantKeys.writePublic(mall.platform, mall.publicKey());
        Files.writeString(mall.members(), SampleCars.membersCsv());
        Files.writeString(mall.mapping(), ExampleMappings.text("jieshun-park"));
        Files.writeString(mall.users(), usersText());
        return mall;
    }

    Path privateKey() {
        return folder.resolve("apiclient_key.pem");
    }

    Path publicKey() {
        return folder.resolve("pub_key.pem");
    }

    Path members() {
        return folder.resolve("members.csv");
    }

    Path mapping() {
        return folder.resolve("jieshun.jsonata");
    }

    Path users() {
        return folder.resolve("users");
    }

    /** WeChat Pay, as far as this mall sees it. It does not listen yet. */
    StandIn wechatpay() {
        Merchant.Mall mall = new Merchant.Mall(BRAND_ID, SampleCars.APP_ID, "");
        return new StandIn(
                List.of(new Merchant(MCHID, SERIAL_NUMBER, merchant.getPublic(), List.of(mall))),
                PlatformIdentity.ofPublicKey(PLATFORM_KEY_ID, platform));
    }

    /** One for each role that the README tries. */
    private static String usersText() {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        String hash = OpenBSDBCrypt.generate("2y", PASSWORD.toCharArray(), salt, 5);
        return "viewer:" + hash + ":viewer\noperator:" + hash + ":operator\nadmin:" + hash + ":admin\n";
    }
}
