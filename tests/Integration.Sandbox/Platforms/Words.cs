namespace Integration.Sandbox.Platforms;

/// <summary>What products of the catalogue are called.</summary>
internal static class Words
{
    public static readonly Word Colour = new("颜色", "Color", "Цвет", "カラー", "색상", "Màu", "Color", "Couleur");

    public static readonly Word Size = new("尺码", "Size", "Размер", "サイズ", "사이즈", "Kích cỡ", "Talla", "Taille");

    public static readonly Word Material = new(
        "材质",
        "Material",
        "Материал",
        "素材",
        "소재",
        "Chất liệu",
        "Material",
        "Matière"
    );

    public static readonly Word ShipsFrom = new(
        "发货地",
        "Ships From",
        "Доставка из",
        "発送元",
        "배송지",
        "Gửi từ",
        "Enviado desde",
        "Expédié de"
    );

    public static readonly Word[] Kinds =
    [
        new("新款", "New", "Новый", "新作", "신상", "Mới", "Nuevo", "Nouveau"),
        new("夏季", "Summer", "Летний", "夏用", "여름", "Mùa hè", "Veraniego", "D’été"),
        new("复古", "Vintage", "Винтажный", "レトロ", "빈티지", "Cổ điển", "Clásico", "Rétro"),
        new("便携", "Portable", "Портативный", "携帯用", "휴대용", "Di động", "Portátil", "Portatif"),
        new("防水", "Waterproof", "Водостойкий", "防水", "방수", "Chống nước", "Impermeable", "Étanche"),
        new("儿童", "Children’s", "Детский", "子供用", "아동", "Trẻ em", "Infantil", "Enfant"),
        new("加厚", "Thick", "Утолщённый", "厚手", "두꺼운", "Dày", "Grueso", "Épais"),
    ];

    public static readonly Word[] Things =
    [
        new("连衣裙", "Dress", "Платье", "ワンピース", "원피스", "Váy", "Vestido", "Robe"),
        new("双肩包", "Backpack", "Рюкзак", "リュック", "백팩", "Ba lô", "Mochila", "Sac à dos"),
        new("马克杯", "Mug", "Кружка", "マグカップ", "머그컵", "Cốc", "Taza", "Tasse"),
        new("台灯", "Lamp", "Лампа", "ランプ", "스탠드", "Đèn bàn", "Lámpara", "Lampe"),
        new("雨伞", "Umbrella", "Зонт", "傘", "우산", "Ô", "Paraguas", "Parapluie"),
        new("毛巾", "Towel", "Полотенце", "タオル", "수건", "Khăn", "Toalla", "Serviette"),
        new("运动鞋", "Sneakers", "Кроссовки", "スニーカー", "운동화", "Giày", "Zapatillas", "Baskets"),
        new("保温瓶", "Thermos", "Термос", "魔法瓶", "보온병", "Bình giữ nhiệt", "Termo", "Thermos"),
        new("手套", "Gloves", "Перчатки", "手袋", "장갑", "Găng tay", "Guantes", "Gants"),
        new("睡衣", "Pajamas", "Пижама", "パジャマ", "잠옷", "Đồ ngủ", "Pijama", "Pyjama"),
        new("枕头", "Pillow", "Подушка", "枕", "베개", "Gối", "Almohada", "Oreiller"),
    ];

    public static readonly Word[] Materials =
    [
        new("棉", "Cotton", "Хлопок", "綿", "면", "Bông", "Algodón", "Coton"),
        new("不锈钢", "Steel", "Сталь", "ステンレス", "강철", "Thép", "Acero", "Acier"),
        new("皮革", "Leather", "Кожа", "革", "가죽", "Da", "Cuero", "Cuir"),
        new("陶瓷", "Ceramic", "Керамика", "陶器", "도자기", "Gốm", "Cerámica", "Céramique"),
        new("尼龙", "Nylon", "Нейлон", "ナイロン", "나일론", "Ni-lông", "Nailon", "Nylon"),
    ];

    public static readonly Word[] Colours =
    [
        new("红色", "Red", "Красный", "赤", "빨강", "Đỏ", "Rojo", "Rouge"),
        new("蓝色", "Blue", "Синий", "青", "파랑", "Xanh dương", "Azul", "Bleu"),
        new("绿色", "Green", "Зелёный", "緑", "초록", "Xanh lá", "Verde", "Vert"),
        new("黑色", "Black", "Чёрный", "黒", "검정", "Đen", "Negro", "Noir"),
        new("白色", "White", "Белый", "白", "하양", "Trắng", "Blanco", "Blanc"),
    ];

    public static readonly string[] Sizes = ["S", "M", "L", "XL"];
}
