namespace Overhear;

/// <summary>
/// What the files beside a tokenizer say about it: tokenizer_config.json, special_tokens_map.json, added_tokens.json, and, where
/// nothing else says which ids begin and end a text, the model's config.json.
/// </summary>
sealed class TokenizerSettings
{
    static readonly string[] roles = ["bos_token", "eos_token", "pad_token", "unk_token", "sep_token", "cls_token", "mask_token"];

    readonly Dictionary<string, NamedToken> named = [];
    readonly Dictionary<string, int> ids = [];

    /// <summary>Whether BOS goes in front; null where no file says.</summary>
    public bool? AddsBos { get; private set; }

    /// <summary>Whether EOS goes behind; null where no file says.</summary>
    public bool? AddsEos { get; private set; }

    /// <summary>Whether a space goes in front, for tokenizers whose own files cannot say it.</summary>
    public bool AddsPrefixSpace { get; private set; }

    /// <summary>Tokens that the vocabulary may lack.</summary>
    public List<AddedToken> Added { get; } = [];

    /// <summary>Every token that has a role, or is called special.</summary>
    public List<string> Special { get; } = [];

    /// <summary>The token of a role; null where no file says.</summary>
    public NamedToken? Named(string role) => named.GetValueOrDefault(role);

    /// <summary>The id of a role in config.json; null where it does not say.</summary>
    public int? ConfigId(string role) => ids.TryGetValue(role, out var id) ? id : null;

    /// <summary>Reads those of the files that are there.</summary>
    /// <exception cref="InvalidFileException">One of them is malformed.</exception>
    public static TokenizerSettings Read(string folder)
    {
        var settings = new TokenizerSettings();
        Read(folder, "tokenizer_config.json", settings.ReadTokenizerConfig);
        Read(folder, "special_tokens_map.json", root => settings.ReadNames(root, "special_tokens_map.json"));
        Read(folder, "added_tokens.json", settings.ReadAddedTokens);
        Read(folder, "config.json", settings.ReadConfig);
        return settings;
    }

    static void Read(string folder, string name, Action<TokenizerNode> read)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) return;
        var faults = new FaultList();
        var root = TokenizerNode.Open(path, faults);
        if (root.IsObject) read(root);
        else root.Fault($"{root.Kind} stands here; an object is needed");
        faults.ThrowIfAny(path, "cannot be used");
    }

    void ReadTokenizerConfig(TokenizerNode root)
    {
        if (root["add_bos_token"].Exists) AddsBos = root["add_bos_token"].Flag(false);
        if (root["add_eos_token"].Exists) AddsEos = root["add_eos_token"].Flag(false);
        AddsPrefixSpace = root["add_prefix_space"].Flag(false);
        if (root["added_tokens_decoder"].Exists)
            foreach (var (name, item) in root["added_tokens_decoder"].Fields("an object of ids and added tokens"))
            {
                if (!int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) || id > VocabularyReader.LargestId)
                    item.Fault($"the name is no id; a whole number from 0 to {VocabularyReader.LargestId} is needed");
                else if (item["content"].Text("the added token") is { Length: > 0 } content) Added.Add(TokenizerJsonFile.ReadAdded(item, content, id));
            }
        ReadNames(root, "tokenizer_config.json");
    }

    void ReadNames(TokenizerNode root, string file)
    {
        foreach (var role in roles)
        {
            var node = root[role];
            if (node.IsNull) named.TryAdd(role, new(null, file));
            else if (node.Exists && (node.IsObject ? node["content"] : node).Text("a token") is { Length: > 0 } content && named.TryAdd(role, new(content, file))) Special.Add(content);
        }
        foreach (var list in (TokenizerNode[])[root["additional_special_tokens"], root["extra_special_tokens"]])
            if (list.IsArray)
                foreach (var item in list.Items("an array of tokens"))
                    if ((item.IsObject ? item["content"] : item).Text("a token") is { Length: > 0 } content) Special.Add(content);
    }

    void ReadAddedTokens(TokenizerNode root)
    {
        foreach (var (content, value) in root.Fields("an object of tokens and ids"))
            if (content.Length > 0 && value.Number(0, VocabularyReader.LargestId) is { } id && Added.TrueForAll(token => token.Content != content)) Added.Add(new(content, id, Special: false));
    }

    void ReadConfig(TokenizerNode root)
    {
        foreach (var role in (string[])["bos_token", "eos_token", "pad_token"])
        {
            var node = root[role + "_id"];
            if (node.IsArray) node = node.Items("ids").FirstOrDefault(node);
            if (node.TryNumber() is { } id) ids[role] = id;
        }
    }
}
