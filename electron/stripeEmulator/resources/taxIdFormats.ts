/** Formats that a tax ID must have; types that are listed without one take 2 to 30 letters, digits and separators. */
const FORMATS: Record<string, RegExp> = {
  ad_nrt: /^[A-Z]-?\d{6}-?[A-Z]$/,
  ae_trn: /^\d{15}$/,
  al_tin: /^[A-Z]\d{8}[A-Z]$/,
  am_tin: /^\d{8}$/,
  ao_tin: /^\d{10}$/,
  az_tin: /^\d{10}$/,
  ba_tin: /^\d{12}$/,
  bf_ifu: /^\d{8}[A-Z]$/,
  bg_uic: /^\d{9}$/,
  bh_vat: /^\d{15}$/,
  bj_ifu: /^\d{13}$/,
  by_tin: /^\d{9}$/,
  cd_nif: /^[A-Z]\d{7}[A-Z]$/,
  ch_uid: /^CHE-?\d{3}\.?\d{3}\.?\d{3}( HR)?$/,
  ch_vat: /^CHE-?\d{3}\.?\d{3}\.?\d{3} (MWST|TVA|IVA)$/,
  cm_niu: /^[A-Z]\d{12}[A-Z]$/,
  cv_nif: /^\d{9}$/,
  de_stn: /^\d{10,13}$/,
  eg_tin: /^\d{9}$/,
  es_cif: /^[A-Z]\d{7}[0-9A-Z]$/,
  et_tin: /^\d{10}$/,
  eu_oss_vat: /^EU\d{9}$/,
  gb_vat: /^GB(\d{9}|\d{12}|(GD|HA)\d{3})$/,
  ge_vat: /^\d{9}$/,
  hr_oib: /^\d{11}$/,
  hu_tin: /^\d{8}-\d-\d{2}$/,
  il_vat: /^\d{9}$/,
  is_vat: /^\d{5,6}$/,
  ke_pin: /^[A-Z]\d{9}[A-Z]$/,
  kz_bin: /^\d{12}$/,
  li_uid: /^CHE\d{9}$/,
  li_vat: /^\d{5}$/,
  ma_vat: /^\d{8}$/,
  md_vat: /^\d{7}$/,
  me_pib: /^\d{8}$/,
  mk_vat: /^MK\d{13}$/,
  mr_nif: /^\d{8}$/,
  ng_tin: /^\d{8}-\d{4}$/,
  no_vat: /^\d{9}MVA$/,
  no_voec: /^\d{7}$/,
  om_vat: /^OM\d{10}$/,
  pl_nip: /^\d{10}$/,
  ro_tin: /^\d{13}$/,
  rs_pib: /^\d{9}$/,
  sa_vat: /^\d{15}$/,
  si_tin: /^\d{8}$/,
  sn_ninea: /^\d{7}[0-9A-Z]{3}$|^\d{8}[A-Z]\d$/,
  tr_tin: /^\d{10}$/,
  tz_vat: /^\d{8}[A-Z]$/,
  ua_vat: /^\d{9}$/,
  ug_tin: /^\d{10}$/,
  za_vat: /^4\d{9}$/,
};

/** The part behind the country's two letters; Greece writes EL, Northern Ireland XI. */
const EU_VAT: Record<string, RegExp> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[0-9A-Z]\d{7}[0-9A-Z]$/,
  FI: /^\d{8}$/,
  FR: /^[0-9A-Z]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[0-9A-Z+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
};

const TYPES: ReadonlySet<string> = new Set(
  (
    'ad_nrt ae_trn al_tin am_tin ao_tin ar_cuit au_abn au_acn au_arn au_wpn aw_tin az_tin ba_tin bb_tin bd_bin bf_ifu ' +
    'bg_uic bh_vat bj_ifu bo_tin br_cnpj br_cpf bs_tin bw_vat by_tin ca_bn ca_gst_hst ca_pst_bc ca_pst_mb ca_pst_sk ' +
    'ca_qst cd_nif ch_uid ch_vat ci_vat cl_tin cm_niu cn_tin co_nit cr_tin cv_nif cz_dic de_stn do_rcn ec_ruc eg_tin ' +
    'es_cif et_tin eu_oss_vat eu_vat fo_vat fr_siren fr_siret fr_spi gb_vat ge_vat gh_tin gi_tin gn_nif hk_br hr_oib ' +
    'hu_tin ic_nif id_npwp il_vat in_gst is_kt is_vat it_cf jp_cn jp_rn jp_trn ke_pin kg_tin kh_tin kr_brn kz_bin la_tin ' +
    'li_uid li_vat lk_vat ma_vat md_cf md_vat me_pib mk_vat mr_nif mu_vat mx_rfc my_frp my_itn my_sst mz_nuit ng_tin ' +
    'no_vat no_voec np_pan nz_bn nz_gst om_vat pe_ruc ph_tin pl_nip pt_nif py_ruc ro_tin rs_pib ru_inn ru_kpp sa_vat ' +
    'sg_gst sg_uen si_tin sm_coe sn_ninea sr_fin sv_nit th_vat tj_tin tr_tin tt_bir tt_vat tw_vat tz_vat ua_vat ug_tin ' +
    'us_ein uy_ruc uz_tin uz_vat ve_rif vn_tin za_vat zm_tin zw_tin'
  ).split(' '),
);

/** Numbers that Stripe's test mode answers in a fixed way, whatever the country's format. */
const MAGIC = ['000000000', '111111111', '222222222'] as const;

export function isKnownTaxIdType(type: string): boolean {
  return TYPES.has(type);
}

export function hasTaxIdFormat(type: string, value: string): boolean {
  if (MAGIC.some((magic) => value === magic)) return true;
  if (type === 'eu_vat') return EU_VAT[value.slice(0, 2)]?.test(value.slice(2)) ?? false;
  return (FORMATS[type] ?? /^[0-9A-Z][0-9A-Z .\-/]{1,29}$/i).test(value);
}

/** The register answers for EU and British VAT numbers; all others are never checked. */
export function isVerifiedByRegister(type: string): boolean {
  return type === 'eu_vat' || type === 'gb_vat' || type === 'au_abn';
}

/** What the register will say. */
export function registerAnswer(value: string): 'verified' | 'unverified' | 'pending' {
  if (value.includes(MAGIC[1])) return 'unverified';
  return value.includes(MAGIC[2]) ? 'pending' : 'verified';
}

export function countryOfTaxId(type: string, value: string): string | null {
  if (type === 'eu_vat') {
    const head = value.slice(0, 2);
    return head === 'EL' ? 'GR' : head === 'XI' ? 'GB' : EU_VAT[head] === undefined ? null : head;
  }
  return type === 'eu_oss_vat' ? null : type.slice(0, 2).toUpperCase();
}
