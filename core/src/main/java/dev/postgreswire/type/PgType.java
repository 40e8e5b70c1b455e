package dev.postgreswire.type;

import dev.postgreswire.message.Oid;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The data types that every PostgreSQL server has, by their object identifiers, which have been the
 * same in every version. Source: {@code pg_type.dat} of PostgreSQL 18, and of 19 where it says so.
 */
public enum PgType {
  /** {@code boolean}. */
  BOOL(16, 1000, 1),
  /** {@code bytea}. */
  BYTEA(17, 1001, -1),
  /** {@code "char"}. */
  CHAR(18, 1002, 1),
  /** {@code name}. */
  NAME(19, 1003, 64),
  /** {@code bigint}. */
  INT8(20, 1016, 8),
  /** {@code smallint}. */
  INT2(21, 1005, 2),
  /** {@code int2vector}. */
  INT2VECTOR(22, 1006, -1),
  /** {@code integer}. */
  INT4(23, 1007, 4),
  /** {@code regproc}. */
  REGPROC(24, 1008, 4),
  /** {@code text}. */
  TEXT(25, 1009, -1),
  /** {@code oid}. */
  OID(26, 1028, 4),
  /** {@code tid}. */
  TID(27, 1010, 6),
  /** {@code xid}. */
  XID(28, 1011, 4),
  /** {@code cid}. */
  CID(29, 1012, 4),
  /** {@code oidvector}. */
  OIDVECTOR(30, 1013, -1),
  /** {@code json}. */
  JSON(114, 199, -1),
  /** {@code xml}. */
  XML(142, 143, -1),
  /** {@code pg_node_tree}. */
  PG_NODE_TREE(194, 0, -1),
  /** {@code point}. */
  POINT(600, 1017, 16),
  /** {@code lseg}. */
  LSEG(601, 1018, 32),
  /** {@code path}. */
  PATH(602, 1019, -1),
  /** {@code box}. */
  BOX(603, 1020, 32),
  /** {@code polygon}. */
  POLYGON(604, 1027, -1),
  /** {@code line}. */
  LINE(628, 629, 24),
  /** {@code cidr}. */
  CIDR(650, 651, -1),
  /** {@code real}. */
  FLOAT4(700, 1021, 4),
  /** {@code double precision}. */
  FLOAT8(701, 1022, 8),
  /** {@code unknown}. */
  UNKNOWN(705, 0, -2),
  /** {@code circle}. */
  CIRCLE(718, 719, 24),
  /** {@code macaddr8}. */
  MACADDR8(774, 775, 8),
  /** {@code money}. */
  MONEY(790, 791, 8),
  /** {@code macaddr}. */
  MACADDR(829, 1040, 6),
  /** {@code inet}. */
  INET(869, 1041, -1),
  /** {@code aclitem}. */
  ACLITEM(1033, 1034, 16),
  /** {@code character}. */
  BPCHAR(1042, 1014, -1),
  /** {@code character varying}. */
  VARCHAR(1043, 1015, -1),
  /** {@code date}. */
  DATE(1082, 1182, 4),
  /** {@code time without time zone}. */
  TIME(1083, 1183, 8),
  /** {@code timestamp without time zone}. */
  TIMESTAMP(1114, 1115, 8),
  /** {@code timestamp with time zone}. */
  TIMESTAMPTZ(1184, 1185, 8),
  /** {@code interval}. */
  INTERVAL(1186, 1187, 16),
  /** {@code time with time zone}. */
  TIMETZ(1266, 1270, 12),
  /** {@code bit}. */
  BIT(1560, 1561, -1),
  /** {@code bit varying}. */
  VARBIT(1562, 1563, -1),
  /** {@code numeric}. */
  NUMERIC(1700, 1231, -1),
  /** {@code refcursor}. */
  REFCURSOR(1790, 2201, -1),
  /** {@code regprocedure}. */
  REGPROCEDURE(2202, 2207, 4),
  /** {@code regoper}. */
  REGOPER(2203, 2208, 4),
  /** {@code regoperator}. */
  REGOPERATOR(2204, 2209, 4),
  /** {@code regclass}. */
  REGCLASS(2205, 2210, 4),
  /** {@code regtype}. */
  REGTYPE(2206, 2211, 4),
  /** {@code record}. */
  RECORD(2249, 2287, -1),
  /** {@code cstring}. */
  CSTRING(2275, 1263, -2),
  /**
   * {@code anyarray}, as in {@code pg_stats}: an array of elements that only the binary format
   * names.
   */
  ANYARRAY(2277, 0, -1),
  /** {@code void}. */
  VOID(2278, 0, 4),
  /** {@code uuid}. */
  UUID(2950, 2951, 16),
  /** {@code txid_snapshot}. */
  TXID_SNAPSHOT(2970, 2949, -1),
  /** {@code pg_lsn}. */
  PG_LSN(3220, 3221, 8),
  /** {@code pg_ndistinct}. */
  PG_NDISTINCT(3361, 0, -1),
  /** {@code pg_dependencies}. */
  PG_DEPENDENCIES(3402, 0, -1),
  /** {@code tsvector}. */
  TSVECTOR(3614, 3643, -1),
  /** {@code tsquery}. */
  TSQUERY(3615, 3645, -1),
  /** {@code gtsvector}. */
  GTSVECTOR(3642, 3644, -1),
  /** {@code regconfig}. */
  REGCONFIG(3734, 3735, 4),
  /** {@code regdictionary}. */
  REGDICTIONARY(3769, 3770, 4),
  /** {@code jsonb}. */
  JSONB(3802, 3807, -1),
  /** {@code int4range}. */
  INT4RANGE(3904, 3905, -1),
  /** {@code numrange}. */
  NUMRANGE(3906, 3907, -1),
  /** {@code tsrange}. */
  TSRANGE(3908, 3909, -1),
  /** {@code tstzrange}. */
  TSTZRANGE(3910, 3911, -1),
  /** {@code daterange}. */
  DATERANGE(3912, 3913, -1),
  /** {@code int8range}. */
  INT8RANGE(3926, 3927, -1),
  /** {@code jsonpath}. */
  JSONPATH(4072, 4073, -1),
  /** {@code regnamespace}. */
  REGNAMESPACE(4089, 4090, 4),
  /** {@code regrole}. */
  REGROLE(4096, 4097, 4),
  /** {@code regcollation}. */
  REGCOLLATION(4191, 4192, 4),
  /** {@code int4multirange}. */
  INT4MULTIRANGE(4451, 6150, -1),
  /** {@code nummultirange}. */
  NUMMULTIRANGE(4532, 6151, -1),
  /** {@code tsmultirange}. */
  TSMULTIRANGE(4533, 6152, -1),
  /** {@code tstzmultirange}. */
  TSTZMULTIRANGE(4534, 6153, -1),
  /** {@code datemultirange}. */
  DATEMULTIRANGE(4535, 6155, -1),
  /** {@code int8multirange}. */
  INT8MULTIRANGE(4536, 6157, -1),
  /** {@code pg_brin_bloom_summary}. */
  PG_BRIN_BLOOM_SUMMARY(4600, 0, -1),
  /** {@code pg_brin_minmax_multi_summary}. */
  PG_BRIN_MINMAX_MULTI_SUMMARY(4601, 0, -1),
  /** {@code pg_mcv_list}. */
  PG_MCV_LIST(5017, 0, -1),
  /** {@code pg_snapshot}. */
  PG_SNAPSHOT(5038, 5039, -1),
  /** {@code xid8}. */
  XID8(5069, 271, 8),
  /** {@code oid8}. PostgreSQL 19. */
  OID8(6437, 6442, 8),
  /** {@code regdatabase}. PostgreSQL 19. */
  REGDATABASE(6490, 6491, 4);

  private static final int NO_ARRAY = 0;
  private static final Map<Oid, PgType> BY_OID = new HashMap<>();
  private static final Map<Oid, PgType> BY_ARRAY_OID = new HashMap<>();

  static {
    for (PgType type : values()) {
      BY_OID.put(type.oid(), type);
      type.arrayOid().ifPresent(oid -> BY_ARRAY_OID.put(oid, type));
    }
  }

  private final int oid;
  private final int arrayOid;
  private final int length;

  PgType(int oid, int arrayOid, int length) {
    this.oid = oid;
    this.arrayOid = arrayOid;
    this.length = length;
  }

  /** Returns the type with this OID, unless it is an array or one that a user has created. */
  public static Optional<PgType> of(Oid oid) {
    return Optional.ofNullable(BY_OID.get(oid));
  }

  /** Returns what an array with this OID is made of, if it is one of the server's own arrays. */
  public static Optional<PgType> elementOf(Oid arrayOid) {
    return Optional.ofNullable(BY_ARRAY_OID.get(arrayOid));
  }

  /** Returns a name for people: {@code int4}, {@code int4[]}, or the number of an unknown type. */
  public static String nameOf(Oid oid) {
    return of(oid)
        .map(PgType::typeName)
        .or(() -> elementOf(oid).map(element -> element.typeName() + "[]"))
        .orElseGet(oid::toString);
  }

  /** Returns the OID in {@code pg_type}. */
  public Oid oid() {
    return new Oid(oid);
  }

  /** Returns the OID of the array of this type, if there is one. */
  public Optional<Oid> arrayOid() {
    return arrayOid == NO_ARRAY ? Optional.empty() : Optional.of(new Oid(arrayOid));
  }

  /** Returns {@code pg_type.typname}. */
  public String typeName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns {@code pg_type.typlen}: the size in bytes within the server, -1 when it varies, -2 when
   * a NUL ends the value.
   */
  public int length() {
    return length;
  }
}
